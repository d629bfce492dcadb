/**
 * Knows the directory of a source package that has all archives of its virtualenvs.
 *
 * <p>In: a directory and what is to be in it. Out: a {@link
 * org.dhvirtualenv.engine.vendor.VendorManifest}, verified against the files, or the directory
 * changed as a whole. Must not run programs and does not know where archives come from.
 */
package org.dhvirtualenv.engine.vendor;
