package org.dhvirtualenv.engine.venv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.files.TreeSnapshot;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.phase.BuiltVirtualenv;
import org.dhvirtualenv.engine.phase.Interpreter;
import org.dhvirtualenv.engine.phase.Relocation;
import org.dhvirtualenv.engine.phase.SystemSite;
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
  private final ElfReader reader;
  private final String strip;
  private final Consumer<String> warnings;

  /**
   * Creates a builder.
   *
   * @param runner runs Python, pip, strip and chrpath
   * @param interpreters finds the interpreter
   * @param reader reads objects
   * @param strip name of the strip program for the host architecture
   * @param warnings is told what the packager should look at
   */
  public VirtualenvBuilder(
      CommandRunner runner,
      InterpreterFinder interpreters,
      ElfReader reader,
      String strip,
      Consumer<String> warnings) {
    this.runner = runner;
    this.interpreters = interpreters;
    this.reader = reader;
    this.strip = strip;
    this.warnings = warnings;
  }

  /** Makes what {@code spec} says and hands it to {@code next}, whose failure also undoes it. */
  public <T> T build(VirtualenvSpec spec, Function<BuiltVirtualenv, T> next) {
    Interpreter interpreter = interpreters.find(spec.python());
    PipTool pip = PipTool.in(spec.tools(), PipTool.WHEELS);
    boolean present = Files.exists(spec.staged().resolve("pyvenv.cfg"));
    boolean extend = spec.extend() && present;
    if (present && !extend) {
      Trees.delete(spec.staged());
    }
    TreeSnapshot before = TreeSnapshot.of(spec.staged(), Set.of());
    boolean done = false;
    try (TemporaryDirectory temporary = TemporaryDirectory.below(spec.temporary())) {
      if (!extend) {
        create(spec, interpreter);
      }
      List<String> relations = new ArrayList<>();
      interpreter.debianPackage().ifPresent(relations::add);
      relations.addAll(install(spec, interpreter, pip, temporary.path()));
      T result = next.apply(built(spec, interpreter, temporary.path(), relations));
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

  /** Installs everything and returns the relations that stand for what comes from Debian. */
  private List<String> install(
      VirtualenvSpec spec, Interpreter interpreter, PipTool pip, Path temporary) {
    Path source = spec.sourceDirectory();
    SystemPackages system =
        new SystemPackages(runner, spec.staged(), interpreter, spec.systemPackages());
    PipInstaller installer =
        new PipInstaller(runner, pip, spec, temporary, system.constraints(temporary));
    TreeSnapshot before =
        TreeSnapshot.of(source, Set.of(source.resolve("debian"), source.resolve(".git")));
    try {
      spec.installs().forEach(installer::install);
      EditableInstalls.replace(spec.staged(), installer);
      if (spec.withPip()) {
        installer.installPip();
      }
    } finally {
      before.removeAdditions();
    }
    List<String> relations = system.finish();
    if (spec.systemSite() == SystemSite.AT_RUN_TIME || !spec.systemPackages().isEmpty()) {
      SystemPackages.show(spec.staged());
    }
    return relations;
  }

  private BuiltVirtualenv built(
      VirtualenvSpec spec, Interpreter interpreter, Path temporary, List<String> relations) {
    Relocation relocation =
        new Relocation(
            spec.staged(),
            spec.installPath(),
            Map.of(spec.staging().path(), Path.of("/")),
            new HashSet<>(
                List.of(
                    spec.sourceDirectory(), spec.buildTree(), spec.staging().path(), temporary)),
            spec.allowedBuildPaths());
    InstalledDistributions distributions = InstalledDistributions.in(spec.staged());
    MachineCode code = MachineCode.in(spec.staged(), distributions);
    code.check(spec);
    MisplacedFiles.report(distributions, warnings);
    Set<Path> changed = new HashSet<>();
    changed.addAll(new SearchPathEditor(runner, reader, warnings).edit(code, relocation));
    if (spec.strip()) {
      new SymbolStripper(runner, strip).strip(code.builtHere(), spec.staged());
      changed.addAll(code.builtHere());
    }
    return new BuiltVirtualenv(relocation, interpreter, changed, relations);
  }

  private void create(VirtualenvSpec spec, Interpreter interpreter) {
    try {
      Files.createDirectories(spec.staged());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(interpreter.executable().toString(), "-m", "venv", "--without-pip"));
    if (spec.systemSite() == SystemSite.AT_CREATION) {
      arguments.add("--system-site-packages");
    }
    arguments.add(spec.staged().toString());
    Command command =
        new Command(
            arguments,
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
}
