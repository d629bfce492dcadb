package org.dhvirtualenv.engine.venv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.TreeSnapshot;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.phase.BuiltVirtualenv;
import org.dhvirtualenv.engine.phase.Interpreter;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Creates the virtualenv in the staging root and installs everything into it.
 *
 * <p>After a failure nothing that this run has put into the virtualenv's directory is left, so that
 * the next run cannot mistake half of a virtualenv for a whole one. The source directory is left as
 * it was found in either case.
 */
public final class VirtualenvBuilder {
  private final CommandRunner runner;
  private final InterpreterFinder interpreters;
  private final Path pipWheels;
  private final String strip;

  /**
   * Creates a builder.
   *
   * @param runner runs Python, pip and strip
   * @param interpreters finds the interpreter
   * @param strip name of the strip program for the host architecture
   */
  public VirtualenvBuilder(CommandRunner runner, InterpreterFinder interpreters, String strip) {
    this(runner, interpreters, strip, PipTool.WHEELS);
  }

  VirtualenvBuilder(
      CommandRunner runner, InterpreterFinder interpreters, String strip, Path pipWheels) {
    this.runner = runner;
    this.interpreters = interpreters;
    this.strip = strip;
    this.pipWheels = pipWheels;
  }

  /** Makes what {@code spec} says and hands it to {@code next}, whose failure also undoes it. */
  public <T> T build(VirtualenvSpec spec, Function<BuiltVirtualenv, T> next) {
    Interpreter interpreter = interpreters.find(spec.python());
    PipTool pip = PipTool.in(spec.tools(), pipWheels);
    boolean present = Files.exists(spec.staged().resolve("pyvenv.cfg"));
    boolean extend = spec.extend() && present;
    if (present && !extend) {
      Trees.delete(spec.staged());
    }
    TreeSnapshot before = TreeSnapshot.of(spec.staged(), Set.of());
    boolean done = false;
    try {
      if (!extend) {
        create(spec, interpreter);
      }
      install(spec, new PipInstaller(runner, pip, spec));
      refuseObjectsForAll(spec);
      Set<Path> stripped =
          spec.strip() ? new SymbolStripper(runner, strip).strip(spec.staged()) : Set.of();
      T result = next.apply(new BuiltVirtualenv(spec, interpreter, stripped));
      done = true;
      return result;
    } finally {
      if (!done && extend) {
        Trees.delete(spec.staged());
      } else if (!done) {
        before.removeAdditions();
      }
    }
  }

  private static void install(VirtualenvSpec spec, PipInstaller installer) {
    Path source = spec.sourceDirectory();
    TreeSnapshot before =
        TreeSnapshot.of(source, Set.of(source.resolve("debian"), source.resolve(".git")));
    try {
      spec.installs().forEach(installer::install);
      if (spec.withPip()) {
        installer.installPip();
      }
    } finally {
      before.removeAdditions();
    }
  }

  private void create(VirtualenvSpec spec, Interpreter interpreter) {
    try {
      Files.createDirectories(spec.staged());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command command =
        new Command(
            List.of(
                interpreter.executable().toString(),
                "-m",
                "venv",
                "--without-pip",
                spec.staged().toString()),
            spec.sourceDirectory(),
            Map.of("PYTHONPYCACHEPREFIX", spec.tools().resolve("pycache").toString()));
    CommandResult result = runner.run(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "cannot create a virtualenv",
          command,
          result,
          "install python3-venv (python" + interpreter.version() + "-venv for this interpreter)");
    }
  }

  private static void refuseObjectsForAll(VirtualenvSpec spec) {
    if (!spec.architectureAll()) {
      return;
    }
    for (Path file : Trees.regularFiles(spec.staged())) {
      if (ElfIdentity.of(file).map(ElfIdentity::loadable).orElse(false)) {
        throw new EngineException(
            ExitCode.PACKAGING,
            "the package is Architecture: all, but '"
                + spec.staging().installed(file)
                + "' is machine code",
            "set 'Architecture: any' in debian/control");
      }
    }
  }
}
