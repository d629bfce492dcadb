package org.dhvirtualenv.engine.model;

import java.nio.file.Path;
import java.util.List;

/**
 * A library of the build machine.
 *
 * @param soname the name that it is looked for by
 * @param candidates files that have it, the one that the loader takes first
 */
public record SystemLibrary(Soname soname, List<Path> candidates) {
  /** Copies the list, which must have at least one file. */
  public SystemLibrary {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("no file has " + soname);
    }
    candidates = List.copyOf(candidates);
  }

  /** Returns the file that the loader takes. */
  public Path first() {
    return candidates.get(0);
  }

  // The methods of a record are put together at run time, which takes long in so short a run.

  @Override
  public boolean equals(Object other) {
    return other instanceof SystemLibrary library
        && soname.equals(library.soname)
        && candidates.equals(library.candidates);
  }

  @Override
  public int hashCode() {
    return soname.hashCode() * 31 + first().hashCode();
  }
}
