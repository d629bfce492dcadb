/**
 * What distributions need from the system though no object of theirs says so, or although an object
 * says so: known from their documentation and sources, kept as data with the evidence for each
 * fact.
 *
 * <p>In: a file in deb822(5) format that comes with the engine, and one of the packager's. Out:
 * {@link org.dhvirtualenv.engine.knowledge.Knowledge}. Runs no program.
 */
package org.dhvirtualenv.engine.knowledge;
