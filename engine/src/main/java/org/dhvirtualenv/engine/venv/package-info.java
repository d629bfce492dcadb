/**
 * Creates virtualenvs and installs into them.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.phase.VirtualenvSpec}. Out: a {@link
 * org.dhvirtualenv.engine.phase.BuiltVirtualenv}, or nothing on disk; a virtualenv that somebody
 * else has made becomes one too. After relocation the interpreter compiles the modules. Must not
 * rewrite text or links: that is relocation's business.
 */
package org.dhvirtualenv.engine.venv;
