/**
 * Makes byte code of modules with the virtualenv's own interpreter, while they come or all at once.
 *
 * <p>In: modules that will not change any more. Out: files in {@code __pycache__}, the same in
 * every build, and which modules have one. Knows nothing of wheels or distributions.
 */
package org.dhvirtualenv.engine.bytecode;
