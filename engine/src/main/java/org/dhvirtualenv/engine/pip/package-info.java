/**
 * Decides which wheels are to be installed, and gets or builds them with pip.
 *
 * <p>In: {@link org.dhvirtualenv.engine.pip.Request requests}, one after the other, and what all
 * calls of pip share. Out: the closed list of {@link org.dhvirtualenv.engine.model.WheelFile
 * wheels}, each lying on this machine, in the order of installation; or, for what only pip can do,
 * an installation by pip itself. Knows pip's command line, environment, report and messages (pip
 * 22.2 and later), and nothing of virtualenvs that are to be packaged.
 */
package org.dhvirtualenv.engine.pip;
