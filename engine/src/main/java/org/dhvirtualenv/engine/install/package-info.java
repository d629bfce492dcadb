/**
 * Puts the requirements and the project into a virtualenv.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.create.CreatedVirtualenv}. Out: an {@link
 * org.dhvirtualenv.engine.install.InstalledVirtualenv}. Knows nothing of what becomes of it.
 */
package org.dhvirtualenv.engine.install;
