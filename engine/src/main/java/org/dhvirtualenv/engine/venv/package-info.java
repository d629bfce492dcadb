/**
 * Creates virtualenvs and installs into them.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.phase.VirtualenvSpec}. Out: a {@link
 * org.dhvirtualenv.engine.phase.BuiltVirtualenv}, or nothing on disk. Must not know where the
 * virtualenv ends up being used: that is relocation's business.
 */
package org.dhvirtualenv.engine.venv;
