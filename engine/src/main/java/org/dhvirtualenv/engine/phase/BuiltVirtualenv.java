package org.dhvirtualenv.engine.phase;

import java.nio.file.Path;
import java.util.Set;

/**
 * A virtualenv with everything installed, still bound to the staging root.
 *
 * @param spec what was asked for
 * @param interpreter what its {@code bin/python3} points to
 * @param changed files that differ from what their distribution's RECORD says
 */
public record BuiltVirtualenv(VirtualenvSpec spec, Interpreter interpreter, Set<Path> changed) {
  /** Copies the set. */
  public BuiltVirtualenv {
    changed = Set.copyOf(changed);
  }
}
