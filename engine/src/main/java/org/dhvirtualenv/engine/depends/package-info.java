/**
 * Computes the Debian dependencies of the native code in a virtualenv.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.phase.StagedTree}. Out: a {@link
 * org.dhvirtualenv.engine.phase.DependencySet}, or a refusal with its reason. Libraries are
 * resolved as ld.so(8) would, the virtualenv's own first; the rest is looked up as
 * dpkg-shlibdeps(1) does. Changes no file.
 */
package org.dhvirtualenv.engine.depends;
