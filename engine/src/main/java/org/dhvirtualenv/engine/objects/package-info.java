/**
 * Cleans the ELF objects of a virtualenv: search paths and symbols of those compiled here.
 *
 * <p>In: an {@link org.dhvirtualenv.engine.install.InstalledVirtualenv}. Out: a {@link
 * org.dhvirtualenv.engine.objects.CleanedVirtualenv}. Objects of prebuilt wheels keep every byte.
 */
package org.dhvirtualenv.engine.objects;
