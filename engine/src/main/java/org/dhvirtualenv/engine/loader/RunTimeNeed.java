package org.dhvirtualenv.engine.loader;

import org.dhvirtualenv.engine.inventory.RunTimeLoad;

/**
 * A library that a file loads by name at run time.
 *
 * @param load what the file declares
 * @param location where the first alternative is that is anywhere
 */
public record RunTimeNeed(RunTimeLoad load, Location location) {}
