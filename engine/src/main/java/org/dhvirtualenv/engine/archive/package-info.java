/**
 * Reads archives; the only package that knows commons-compress.
 *
 * <p>Nothing is written outside the directory that the caller names, whatever an archive says.
 */
package org.dhvirtualenv.engine.archive;
