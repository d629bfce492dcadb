package org.dhvirtualenv.engine.phase;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A virtualenv with everything installed, still bound to the machine that it was made on.
 *
 * @param relocation where it is and where it will be
 * @param interpreter what its {@code bin/python3} points to
 * @param changed files that differ from what their distribution's RECORD says
 * @param relations Debian packages that it needs: its interpreter's and those that stand for
 *     distributions
 */
public record BuiltVirtualenv(
    Relocation relocation, Interpreter interpreter, Set<Path> changed, List<String> relations) {
  /** Copies the collections. */
  public BuiltVirtualenv {
    changed = Set.copyOf(changed);
    relations = List.copyOf(relations);
  }
}
