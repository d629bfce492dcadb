package org.dhvirtualenv.engine.phase;

import java.nio.file.Path;
import java.util.Set;

/**
 * A virtualenv without the build path, valid at its place on the target.
 *
 * @param spec what was asked for
 * @param interpreter what its {@code bin/python3} points to
 * @param changed files that differ from what their distribution's RECORD says, removed ones too
 */
public record RelocatedVirtualenv(VirtualenvSpec spec, Interpreter interpreter, Set<Path> changed) {
  /** Copies the set. */
  public RelocatedVirtualenv {
    changed = Set.copyOf(changed);
  }
}
