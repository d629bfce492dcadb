/**
 * What a finished tree holds, read once.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.model.StagingRoot} and the virtualenvs in it. Out: an
 * {@link org.dhvirtualenv.engine.inventory.Inventory} of facts: distributions, loadable objects,
 * damaged ones, and what declares that it loads libraries at run time. An object for another
 * machine is a fact like any other.
 *
 * <p>Knows no package manager and no policy, changes no file, and refuses nothing but what cannot
 * be read at all.
 */
package org.dhvirtualenv.engine.inventory;
