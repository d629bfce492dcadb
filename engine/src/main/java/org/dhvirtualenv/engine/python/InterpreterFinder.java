package org.dhvirtualenv.engine.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.dpkg.PackageOwners;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Finds the interpreter that a packager names.
 *
 * <p>A bare name is looked for in /usr/bin before PATH, so that a developer's own Python in front
 * of PATH does not end up in a package that its users cannot run.
 */
public final class InterpreterFinder {
  /** Prints what the engine wants to know of an interpreter, one value a line. */
  private static final String PROBE =
      """
      import os, sys
      print(os.path.realpath(getattr(sys, '_base_executable', sys.executable)))
      print('%d.%d' % sys.version_info[:2])
      print(sys.implementation.cache_tag)
      """;

  private final CommandRunner runner;
  private final List<Path> searchPath;

  /** Creates a finder; {@code searchPath} holds the directories of PATH. */
  public InterpreterFinder(CommandRunner runner, List<Path> searchPath) {
    this.runner = runner;
    this.searchPath = List.copyOf(searchPath);
  }

  /** Returns the interpreter called {@code python}, a bare name or an absolute path. */
  public Interpreter find(String python) {
    Path named = locate(python);
    Command probe =
        new Command(List.of(named.toString(), "-I", "-c", PROBE), Path.of("/"), Map.of());
    CommandResult result = runner.query(probe);
    if (!result.succeeded() || result.output().size() != 3) {
      throw ToolFailure.of(
          "'" + named + "' does not answer like a Python 3 interpreter",
          probe,
          result,
          "name a Python 3 interpreter with --python");
    }
    Path executable = Path.of(result.output().get(0));
    return new Interpreter(
        executable, result.output().get(1), result.output().get(2), owner(executable));
  }

  private Path locate(String python) {
    if (python.contains("/")) {
      Path path = Path.of(python);
      if (path.isAbsolute() && Files.isExecutable(path)) {
        return path;
      }
    } else {
      Optional<Path> found =
          Stream.concat(Stream.of(Path.of("/usr/bin")), searchPath.stream())
              .map(directory -> directory.resolve(python))
              .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new EngineException(
        ExitCode.ENVIRONMENT,
        "Python interpreter '" + python + "' not found",
        "add the package that has it to Build-Depends (python3 or python3.X), or give its absolute"
            + " path with --python");
  }

  /**
   * Returns the package to depend on. pythonX.Y-minimal owns the executable, and pythonX.Y has the
   * standard library that belongs to it.
   */
  private Optional<String> owner(Path executable) {
    return new PackageOwners(runner)
        .of(List.of(executable)).getOrDefault(executable, List.of()).stream()
            .findFirst()
            .map(owner -> owner.name().value().replaceFirst("-minimal$", ""));
  }
}
