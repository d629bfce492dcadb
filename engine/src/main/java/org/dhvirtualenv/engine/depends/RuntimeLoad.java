package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.phase.Strength;

/**
 * A library that is loaded at run time without being needed.
 *
 * @param file what says so, on the build host
 * @param sonames alternatives, the preferred one first; a name without {@code .so} is one for
 *     ctypes.util.find_library
 * @param strength how much it is needed
 */
record RuntimeLoad(Path file, List<String> sonames, Strength strength) {}
