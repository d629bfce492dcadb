/**
 * Runs pip.
 *
 * <p>Knows pip's command line, environment and messages, and nothing of virtualenvs that are to be
 * packaged.
 */
package org.dhvirtualenv.engine.pip;
