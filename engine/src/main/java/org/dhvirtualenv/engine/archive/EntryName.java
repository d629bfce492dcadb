package org.dhvirtualenv.engine.archive;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/** Decides whether the name of an archive's entry may become a file. */
final class EntryName {
  private EntryName() {}

  /**
   * Returns the file below {@code directory} that {@code name} stands for.
   *
   * @throws EngineException if the name is absolute, empty or leads out of {@code directory}
   */
  static Path below(Path directory, String name, Path archive) {
    Path target;
    try {
      target = directory.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw refused(name, archive);
    }
    if (name.startsWith("/") || !target.startsWith(directory) || target.equals(directory)) {
      throw refused(name, archive);
    }
    return target;
  }

  private static EngineException refused(String name, Path archive) {
    return new EngineException(
        ExitCode.PACKAGING,
        "archive '" + archive + "' has an entry that leads out of it: '" + name + "'",
        "do not use this archive; fetch it again from a source that you trust");
  }
}
