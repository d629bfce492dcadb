package org.dhvirtualenv.engine.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.FileFailure;

/** Tells whether a directory holds a Python project that pip can install. */
final class ProjectFiles {
  /** The tables that make a pyproject.toml more than a place for tool settings (PEP 518, 621). */
  private static final Pattern PROJECT_TABLE =
      Pattern.compile("(?m)^\\s*\\[\\s*(project|build-system|tool\\s*\\.\\s*poetry)\\s*\\]");

  private ProjectFiles() {}

  /** Says whether {@code directory} has a setup.py or a pyproject.toml that describes a project. */
  static boolean present(Path directory) {
    Path pyproject = directory.resolve("pyproject.toml");
    if (Files.isRegularFile(directory.resolve("setup.py"))) {
      return true;
    }
    try {
      return Files.isRegularFile(pyproject)
          && PROJECT_TABLE
              .matcher(new String(Files.readAllBytes(pyproject), StandardCharsets.UTF_8))
              .find();
    } catch (IOException e) {
      throw FileFailure.of(pyproject, e);
    }
  }
}
