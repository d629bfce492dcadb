package org.dhvirtualenv.engine.loader;

import java.nio.file.Path;
import org.dhvirtualenv.engine.model.SystemLibrary;

/** Where the loader finds a library. */
public sealed interface Location {
  /**
   * In the package, so that nothing else has to bring it.
   *
   * @param file where it is staged
   */
  record InPackage(Path file) implements Location {}

  /**
   * On the build machine, or in another package of the same build.
   *
   * @param library the files that may be it
   */
  record OnSystem(SystemLibrary library) implements Location {}

  /** Nowhere at all. */
  record Nowhere() implements Location {}

  /** Returns whether there is a file. */
  default boolean found() {
    return !(this instanceof Nowhere);
  }
}
