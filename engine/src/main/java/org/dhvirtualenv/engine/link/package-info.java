/**
 * Links scripts of a virtualenv into the target's PATH.
 *
 * <p>In: an {@link org.dhvirtualenv.engine.install.InstalledVirtualenv}, which knows the project's
 * scripts. Out: links in the staging root's usr/bin. Knows nothing of what the scripts hold.
 */
package org.dhvirtualenv.engine.link;
