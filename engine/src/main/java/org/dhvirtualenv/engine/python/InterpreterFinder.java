package org.dhvirtualenv.engine.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.dpkg.PackageOwners;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
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
      print('%d.%d.%d' % getattr(sys, 'pypy_version_info', (0, 0, 0))[:3])
      """;

  private static final String NO_PYPY = "0.0.0";
  private static final String MINIMAL = "-minimal";

  /** Names of programs that are those of packages. */
  private static final Pattern VERSIONED = Pattern.compile("python3\\.\\d+");

  private final CommandRunner runner;
  private final List<Path> searchPath;

  /** Creates a finder; {@code searchPath} holds the directories of PATH. */
  public InterpreterFinder(CommandRunner runner, List<Path> searchPath) {
    this.runner = runner;
    this.searchPath = List.copyOf(searchPath);
  }

  /** Returns the interpreter called {@code python}, a bare name or an absolute path. */
  public Interpreter find(String python) {
    Path named = program(python);
    Command probe =
        new Command(List.of(named.toString(), "-I", "-c", PROBE), Path.of("/"), Map.of());
    CommandResult result = runner.query(probe);
    if (!result.succeeded() || result.output().size() != 4) {
      throw ToolFailure.of(
          "'" + named + "' does not answer like a Python 3 interpreter",
          probe,
          result,
          "name a Python 3 interpreter with --python");
    }
    Path executable = Path.of(result.output().get(0));
    return new Interpreter(
        executable,
        result.output().get(1),
        result.output().get(2),
        owner(executable).map(name -> relations(name, result.output().get(3))).orElse(List.of()));
  }

  /** Returns the program that {@code python} names, as somebody may run it. */
  public Path program(String python) {
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
   * Returns what to depend on. The name of python3.X holds the version of the language, that of
   * pypy3 does not: it went from 3.9 to 3.11 between 7.3.11 and 7.3.19, and neither the directory
   * of the modules nor the ABI of objects is the same then. So a package that was built with a
   * release of PyPy gets that release, as it does from dh_pypy(1) with a range of versions.
   *
   * @param pypy the release of PyPy, or {@value #NO_PYPY}
   */
  private static List<Relation> relations(PackageName name, String pypy) {
    if (pypy.equals(NO_PYPY)) {
      return List.of(Relation.to(name));
    }
    int last = pypy.lastIndexOf('.') + 1;
    int following = Integer.parseInt(pypy.substring(last)) + 1;
    return List.of(
        Relation.atLeast(name, pypy), Relation.before(name, pypy.substring(0, last) + following));
  }

  /**
   * Returns the package to depend on. pythonX.Y-minimal owns the executable, and pythonX.Y has the
   * standard library that belongs to it.
   */
  private Optional<PackageName> owner(Path executable) {
    PackageOwners owners = new PackageOwners(runner);
    String name = String.valueOf(executable.getFileName());
    if (VERSIONED.matcher(name).matches()
        && owners.owns(new PackageName(name + MINIMAL), executable)) {
      return Optional.of(new PackageName(name));
    }
    return owners.of(List.of(executable)).getOrDefault(executable, List.of()).stream()
        .findFirst()
        .map(owner -> new PackageName(owner.name().value().replaceFirst(MINIMAL + "$", "")));
  }
}
