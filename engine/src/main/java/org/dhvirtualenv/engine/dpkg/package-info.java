/**
 * Asks dpkg's databases: which package owns a file, and what its shlibs and symbols files say
 * (deb-shlibs(5), deb-symbols(5)).
 *
 * <p>Owners come from dpkg-query, which knows diversions and alternate roots; the metadata files
 * are read where dpkg keeps them. Knows nothing of virtualenvs.
 */
package org.dhvirtualenv.engine.dpkg;
