/**
 * Adds byte code to a relocated virtualenv and makes its RECORD files true.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.relocate.RelocatedVirtualenv}. Out: a {@link
 * org.dhvirtualenv.engine.finish.FinishedVirtualenv}, the only one that a command reports.
 */
package org.dhvirtualenv.engine.finish;
