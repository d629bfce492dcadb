package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.archive.WheelArchive;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * The pip that installs into the virtualenv without being part of it.
 *
 * <p>Debian's wheel of pip (python3-pip-whl) is unpacked into a private directory once, because
 * running it from inside the wheel would compile all of pip again at every call. Its runner script,
 * with which pip also starts itself for isolated builds, is replaced by one of ours that keeps
 * index URLs off command lines.
 *
 * @param runner the file that the virtualenv's interpreter runs
 * @param wheel the wheel that it came from
 */
public record PipTool(Path runner, Path wheel) {
  /** Where python3-pip-whl puts its wheel. */
  public static final Path WHEELS = Path.of("/usr/share/python-wheels");

  /** Returns a pip in {@code directory}, unpacked from the wheel in {@code wheels}. */
  public static PipTool in(Path directory, Path wheels) {
    Path wheel = newest(wheels);
    Path home = directory.resolve("pip");
    Path runner = home.resolve("pip").resolve("__pip-runner__.py");
    Path complete = directory.resolve("pip.complete");
    if (!Files.exists(complete)) {
      Trees.delete(home);
      new WheelArchive(wheel).extract(home);
      try (InputStream ours =
          Objects.requireNonNull(PipTool.class.getResourceAsStream("pip_runner.py"))) {
        Files.move(runner, runner.resolveSibling("__pip-runner-original__.py"));
        Files.copy(ours, runner);
        Files.createFile(complete);
      } catch (IOException e) {
        throw FileFailure.of(runner, e);
      }
    }
    return new PipTool(runner, wheel);
  }

  /** Returns the directory for byte code of what pip runs. */
  Path pycache() {
    return Trees.parent(Trees.parent(Trees.parent(runner))).resolve("pycache");
  }

  private static Path newest(Path wheels) {
    if (Files.isDirectory(wheels)) {
      try (Stream<Path> files = Files.list(wheels)) {
        return files
            .filter(file -> file.getFileName().toString().matches("pip-.*\\.whl"))
            .max(Comparator.naturalOrder())
            .orElseThrow(() -> missing(wheels));
      } catch (IOException e) {
        throw FileFailure.of(wheels, e);
      }
    }
    throw missing(wheels);
  }

  private static EngineException missing(Path wheels) {
    return new EngineException(
        ExitCode.ENVIRONMENT,
        "pip is missing: no pip-*.whl in '" + wheels + "'",
        "install python3-pip-whl");
  }
}
