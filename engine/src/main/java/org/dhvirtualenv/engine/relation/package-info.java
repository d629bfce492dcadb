/**
 * What a package must depend on, and what is wrong with it.
 *
 * <p>In: the facts of {@code inventory}, the needs of {@code loader}, the packager's {@link
 * org.dhvirtualenv.engine.relation.Policy} and what a package manager knows of libraries, asked
 * through {@link org.dhvirtualenv.engine.relation.LibraryMetadata}. Out: {@link
 * org.dhvirtualenv.engine.relation.Dependencies}, each relation with its reason, and findings.
 *
 * <p>A pure function of these: reads no file, runs no program, prints nothing. Problems are
 * collected, never thrown, so that all of them are known at once.
 */
package org.dhvirtualenv.engine.relation;
