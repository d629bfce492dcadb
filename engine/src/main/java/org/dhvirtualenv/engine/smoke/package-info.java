/**
 * Tries a package where it has only what it depends on, before it is one.
 *
 * <p>In: the staged package, the installed packages that its relations bring, and what to try. Out:
 * a finding for each try that fails, with the file that was missing and the package that has it.
 * Knows nothing of how the relations came about.
 */
package org.dhvirtualenv.engine.smoke;
