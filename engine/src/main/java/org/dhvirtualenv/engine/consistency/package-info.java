/**
 * Checks that what is installed fits together.
 *
 * <p>In: a virtualenv with everything in it. Out: findings, one for each requirement of a
 * distribution that nothing there meets. Metadata are read, and no code of what is installed runs.
 */
package org.dhvirtualenv.engine.consistency;
