/**
 * Problems as values, collected while a step goes on and shown together.
 *
 * <p>In: what is wrong, where, and what to do. Out: all of it, sorted, errors first; then the step
 * fails once. Knows nothing of what the problems are about.
 */
package org.dhvirtualenv.engine.finding;
