/**
 * Answers as the target's loader would, ld.so(8).
 *
 * <p>In: an {@link org.dhvirtualenv.engine.inventory.Inventory} and the directories that the loader
 * of this {@link org.dhvirtualenv.engine.loader.Host} searches. Out: {@link
 * org.dhvirtualenv.engine.loader.Needs}, each a library with the place where it is found: in the
 * package, on the system or nowhere.
 *
 * <p>Knows no package manager and no relation, and refuses nothing: a library that is nowhere and
 * an object for another machine are answers too.
 */
package org.dhvirtualenv.engine.loader;
