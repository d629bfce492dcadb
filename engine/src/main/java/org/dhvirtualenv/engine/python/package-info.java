/**
 * Finds Python interpreters of the build machine and the packages that they belong to.
 *
 * <p>In: a name or path. Out: an {@link org.dhvirtualenv.engine.model.Interpreter}. Knows nothing
 * of virtualenvs.
 */
package org.dhvirtualenv.engine.python;
