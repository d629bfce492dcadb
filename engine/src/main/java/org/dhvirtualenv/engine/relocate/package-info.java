/**
 * Makes a virtualenv valid at its place on the target and finds build paths that are left.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.objects.CleanedVirtualenv}. Out: a {@link
 * org.dhvirtualenv.engine.relocate.RelocatedVirtualenv}. Each file is read once. Must not run
 * programs.
 */
package org.dhvirtualenv.engine.relocate;
