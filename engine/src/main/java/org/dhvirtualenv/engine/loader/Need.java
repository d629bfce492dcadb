package org.dhvirtualenv.engine.loader;

import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.model.Soname;

/**
 * A library that an object names in DT_NEEDED.
 *
 * <p>What a process has loaded before decides where the loader finds a library, so that an object
 * can have several answers; here a library of the system counts before one in the package, and both
 * before none.
 *
 * @param object what needs it
 * @param soname its name
 * @param location where it is
 */
public record Need(LoadableObject object, Soname soname, Location location) {}
