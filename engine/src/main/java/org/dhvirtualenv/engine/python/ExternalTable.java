package org.dhvirtualenv.engine.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.ExternalRequirement;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Reads the table {@code external} of a project's pyproject.toml (PEP 725), by means of Python,
 * which has a parser for it.
 *
 * <p>What is needed to build is none of a binary package's relations. Optional dependencies are
 * suggested, whichever extras are installed.
 */
public final class ExternalTable {
  private static final Pattern TABLE = Pattern.compile("(?m)^\\s*(\\[\\s*)?[\"']?external\\b");

  /** Prints a line for each dependency: strength, name of the project, package URL. */
  private static final String PROGRAM =
      """
      try:
          import tomllib
      except ImportError:
          from pip._vendor import tomli as tomllib
      with open('pyproject.toml', 'rb') as file:
          tables = tomllib.load(file)
      name = tables.get('project', {}).get('name', '')
      external = tables.get('external', {})
      for url in external.get('dependencies', []):
          print('DEPENDS', name, url, sep='\\t')
      for urls in external.get('optional-dependencies', {}).values():
          for url in urls:
              print('SUGGESTS', name, url, sep='\\t')
      """;

  private final CommandRunner runner;

  /** Creates a reader that runs Python through {@code runner}. */
  public ExternalTable(CommandRunner runner) {
    this.runner = runner;
  }

  /** Returns what the project in {@code directory} declares, if there is one and it does. */
  public List<ExternalRequirement> of(Path directory) {
    if (!in(directory)) {
      return List.of();
    }
    Command command = new Command(List.of("python3", "-I", "-c", PROGRAM), directory, Map.of());
    CommandResult result = runner.query(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "the table 'external' of pyproject.toml cannot be read",
          new Command(List.of("python3"), directory, Map.of()),
          result,
          "see PEP 725 for its form; Python before 3.11 needs pip to read it");
    }
    return result.output().stream()
        .map(line -> line.split("\t", -1))
        .filter(words -> words.length == 3)
        .map(
            words ->
                new ExternalRequirement(
                    words[1],
                    words[2],
                    Strength.valueOf(words[0]),
                    "the table 'external' of pyproject.toml"))
        .toList();
  }

  /** Returns whether the project in {@code directory} seems to declare anything. */
  public static boolean in(Path directory) {
    Path file = directory.resolve("pyproject.toml");
    try {
      return Files.isRegularFile(file)
          && TABLE
              .matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .find();
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }
}
