/**
 * Runs other programs.
 *
 * <p>In: a {@link Command}. Out: its status and the end of its output. Everything that is shown or
 * kept passes through {@link Redaction}.
 */
package org.dhvirtualenv.engine.process;
