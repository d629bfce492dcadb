/**
 * Makes a private copy of the source directory, so that a build only ever reads the original.
 *
 * <p>In: where the project lies, and an empty directory. Out: a {@link
 * org.dhvirtualenv.engine.source.SourceCopy} in which build back ends may write, with the version
 * control data that they ask. Knows nothing of pip or of virtualenvs to be made; depends on the
 * packages error, files, finding and process only.
 */
package org.dhvirtualenv.engine.source;
