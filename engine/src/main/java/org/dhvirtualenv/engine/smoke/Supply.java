package org.dhvirtualenv.engine.smoke;

import java.util.List;

/**
 * What was looked for in vain, and who has it.
 *
 * @param what its kind and name, for the packager
 * @param relations relations to the Debian packages that have it; empty if no package has it
 */
record Supply(String what, List<String> relations) {
  /** Copies the list. */
  Supply {
    relations = List.copyOf(relations);
  }

  @Override
  public String toString() {
    return what
        + (relations.isEmpty()
            ? ", of which no package is known"
            : " of " + String.join(", ", relations));
  }
}
