package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the loader finds a needed library.
 *
 * @param inside the object of the package; empty if it is not in the package
 * @param system candidates of the system, the first one being what the loader takes
 */
record Resolution(Optional<ScannedObject> inside, List<Path> system) {
  static final Resolution NOWHERE = new Resolution(Optional.empty(), List.of());

  static Resolution inside(ScannedObject object) {
    return new Resolution(Optional.of(object), List.of());
  }

  static Resolution system(List<Path> candidates) {
    return new Resolution(Optional.empty(), candidates);
  }

  boolean found() {
    return inside.isPresent() || !system.isEmpty();
  }
}
