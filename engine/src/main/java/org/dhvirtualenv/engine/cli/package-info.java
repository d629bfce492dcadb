/**
 * The command line: options, environment, result files, error messages and exit statuses.
 *
 * <p>The only package that reads the environment, writes to the standard streams or ends the
 * process.
 */
package org.dhvirtualenv.engine.cli;
