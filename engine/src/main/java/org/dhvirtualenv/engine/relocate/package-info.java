/**
 * Makes a virtualenv valid at its place on the target and proves that no build path is left.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.phase.BuiltVirtualenv}. Out: a {@link
 * org.dhvirtualenv.engine.phase.RelocatedVirtualenv}; after the byte compiler has run, RECORD is
 * made true. Each file is read once. Must not run programs.
 */
package org.dhvirtualenv.engine.relocate;
