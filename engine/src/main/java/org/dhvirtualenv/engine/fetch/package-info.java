/**
 * Gets the archives of all that a virtualenv is made of, tools of builds included.
 *
 * <p>In: {@link org.dhvirtualenv.engine.install.Preparer.Prepared what pip is asked for}, and the
 * interpreters for which it is. Out: {@link org.dhvirtualenv.engine.pip.Archive archives}, each
 * lying on this machine. Must not know where they are put.
 */
package org.dhvirtualenv.engine.fetch;
