package org.dhvirtualenv.engine.smoke;

import java.nio.file.Path;

/** What a private root has at one place. */
sealed interface Entry {
  /** A directory of its own. */
  record Directory() implements Entry {}

  /**
   * A symbolic link.
   *
   * @param target what it points to, as it is written
   */
  record Link(Path target) implements Entry {}

  /**
   * A file or directory of the build machine.
   *
   * @param source where it is
   */
  record Mount(Path source) implements Entry {}
}
