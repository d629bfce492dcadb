/**
 * How long the phases of a command take, what they have dealt with, and how far one has come.
 *
 * <p>In: work to be measured, by a clock that the caller brings. Out: seconds and counts, and lines
 * for whoever watches. Knows nothing of the work.
 */
package org.dhvirtualenv.engine.phase;
