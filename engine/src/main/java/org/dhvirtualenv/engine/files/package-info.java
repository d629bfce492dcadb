/**
 * Small operations on trees of files that several steps need.
 *
 * <p>Knows nothing of Python, Debian or ELF.
 */
package org.dhvirtualenv.engine.files;
