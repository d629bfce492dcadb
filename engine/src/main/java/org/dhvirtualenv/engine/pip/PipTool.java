package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.archive.WheelArchive;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Resource;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.EarlyTask;

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

  /** Programs and modules of ours that lie beside the runner. */
  private static final List<String> BESIDE =
      List.of(
          "pip_environment",
          "pip_exit",
          "pip_later",
          "pip_markers",
          "pip_memory",
          "pip_met_requirements",
          "pip_again",
          "pip_build_tools",
          "pip_downloads",
          "pip_hooks",
          "pip_hook_server",
          "pip_surroundings",
          "pip_wheel_cache",
          "pip_compiler",
          "uv_decide",
          "uv_archives");

  /** Returns a pip in {@code directory}, unpacked from the newest wheel of it in {@code wheels}. */
  public static PipTool in(Path directory, Path wheels) {
    return of(directory, newest(wheels));
  }

  /**
   * Begins to unpack Debian's pip into {@code directory} and to compile it, for an interpreter that
   * will run it soon; whoever calls {@link #in} meanwhile waits until it is unpacked.
   */
  public static EarlyTask<PipTool> early(
      Path directory, Supplier<Path> interpreter, CommandRunner programs) {
    return new EarlyTask<>(
        "pip",
        () -> {
          PipTool pip = in(directory, WHEELS);
          pip.compile(programs, interpreter.get());
          return pip;
        });
  }

  /** Returns a pip in {@code directory}, unpacked from {@code wheel}. */
  public static synchronized PipTool of(Path directory, Path wheel) {
    Path home = directory.resolve("pip");
    PipTool tool = new PipTool(home.resolve("pip").resolve("__pip-runner__.py"), wheel);
    Path complete = directory.resolve("pip.complete");
    try {
      if (!Files.exists(complete)) {
        Trees.delete(home);
        new WheelArchive(wheel).extract(home);
        Files.move(tool.runner(), tool.runner().resolveSibling("__pip-runner-original__.py"));
        Files.createFile(complete);
      }
      refresh("pip_runner.py", tool.runner());
      for (String name : BESIDE) {
        refresh(name + ".py", tool.beside(name));
      }
    } catch (IOException e) {
      throw FileFailure.of(tool.runner(), e);
    }
    return tool;
  }

  /** Returns where the program or module {@code name} of ours lies. */
  private Path beside(String name) {
    return runner.resolveSibling("__" + name + "__.py");
  }

  /** Writes {@code resource} to {@code target} unless it is there, so that its byte code counts. */
  private static void refresh(String resource, Path target) throws IOException {
    byte[] content = Resource.bytes(PipTool.class, resource);
    if (!Files.exists(target) || !Arrays.equals(content, Files.readAllBytes(target))) {
      Files.write(target, content);
    }
  }

  /** Returns the program that lists the caller's settings. */
  Path lister() {
    return beside("pip_environment");
  }

  /**
   * Compiles its modules at once, unless there is byte code: several that run at the same time
   * would each do it by themselves, on one processor.
   */
  private void compile(CommandRunner programs, Path interpreter) {
    if (!Files.exists(Path.of(pycache() + library().toString()))) {
      programs.query(
          command(interpreter, "-B", beside("pip_compiler"), List.of(pycache().toString())));
    }
  }

  /** Returns the program that tells whether requirements are met. */
  Path judge() {
    return beside("pip_met_requirements");
  }

  /** Returns the program that asks uv in the place of pip. */
  Path uv() {
    return beside("uv_decide");
  }

  /**
   * Returns the command by which {@code interpreter}, isolated and without site, runs a {@code
   * program} of ours. Its first argument is the directory of pip's libraries.
   */
  public Command run(Path interpreter, Path program, List<String> arguments) {
    return command(interpreter, "-Xpycache_prefix=" + pycache(), program, arguments);
  }

  private Command command(Path interpreter, String option, Path program, List<String> arguments) {
    List<String> line =
        new ArrayList<>(List.of(interpreter.toString(), "-I", "-S", "-Xutf8", option));
    line.addAll(List.of(program.toString(), library().toString()));
    line.addAll(arguments);
    return new Command(line, Path.of("/"), Map.of());
  }

  /** Returns the directory that holds the package {@code pip}, its vendored libraries included. */
  public Path library() {
    return Trees.parent(Trees.parent(runner));
  }

  /** Returns the directory for byte code of what pip runs. */
  public Path pycache() {
    return Trees.parent(library()).resolve("pycache");
  }

  /** Returns whether its version begins with {@code major} and {@code minor}. */
  boolean is(int major, int minor) {
    int[] release = release(wheel);
    return release.length > 1 && release[0] == major && release[1] == minor;
  }

  /** Returns the numbers in the version that the name of {@code wheel} has. */
  private static int[] release(Path wheel) {
    return Arrays.stream(WheelMaker.version(wheel).split("\\D+"))
        .filter(number -> !number.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static Path newest(Path wheels) {
    if (Files.isDirectory(wheels)) {
      try (Stream<Path> files = Files.list(wheels)) {
        return files
            .filter(file -> file.getFileName().toString().matches("pip-.*\\.whl"))
            .max(Comparator.comparing(PipTool::release, Arrays::compare))
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
