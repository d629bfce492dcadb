/**
 * The beginning of a Python script, which names the interpreter that runs it.
 *
 * <p>In: a script, or the place of the virtualenv. Out: the bytes that it has to begin with. Knows
 * nothing of files.
 */
package org.dhvirtualenv.engine.script;
