package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.Finish;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.VirtualenvPlace;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.plan.FinishRequest;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.plan.Target;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.state.States;
import org.dhvirtualenv.engine.state.VirtualenvState;
import picocli.CommandLine.Model.CommandSpec;

/** The engine's part of dh_virtualenv_finish(1): closes the virtualenvs of one binary package. */
final class FinishCommand implements Callable<Integer> {
  static final String NAME = "finish";

  private final Options options;
  private final PackageOptions target;
  private final Environment environment;
  private final PrintWriter out;

  private FinishCommand(Options options, Environment environment, PrintWriter out) {
    this.options = options;
    this.target = new PackageOptions(options, environment);
    this.environment = environment;
    this.out = out;
  }

  /** Returns the command as picocli needs it. */
  static CommandSpec describe(Environment environment, PrintWriter out) {
    Options options =
        PackageOptions.operands(
            new Options(
                NAME, "dh_virtualenv_finish", "Closes the virtualenvs of one binary package."));
    return options.bind(new FinishCommand(options, environment, out));
  }

  @Override
  public Integer call() {
    ProgressLine progress = environment.progress(out);
    SystemCommandRunner runner = environment.runner(progress::println);
    Findings findings = new Findings();
    Phases phases = new Phases(System::nanoTime, progress);
    Finish finish =
        new Finish(
            runner,
            runner,
            new InterpreterFinder(runner, environment.searchPath()),
            new LibelfReader(),
            target.states(),
            findings,
            phases);
    BuildResult result = new BuildResult(target.result(), options.text("PACKAGE"));
    try {
      for (InstallPath place : places()) {
        Target virtualenv = target.at(place);
        if (Files.exists(virtualenv.staged().resolve("pyvenv.cfg"))) {
          result.put(
              finish.run(
                  new FinishRequest(
                      virtualenv,
                      target.machine(),
                      options.list("allow-build-path"),
                      Planner.leniency(options.list("allow-inconsistent")))));
        } else {
          result.remove(place);
        }
      }
    } finally {
      Remarks.print("dh_virtualenv_finish", findings, out);
    }
    environment.report("dh_virtualenv_finish", phases, target.result(), out);
    return ExitCode.DONE.status();
  }

  /** Returns those that dh_virtualenv has made, and others in the install root. */
  private Set<InstallPath> places() {
    States states = target.states();
    Set<InstallPath> places = new TreeSet<>();
    states.all().stream().map(VirtualenvState::place).forEach(places::add);
    InstallPath root = VirtualenvPlace.root(options.text("install-root"));
    Path staged = target.staging().locate(root);
    if (!Files.isDirectory(staged)) {
      return places;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(staged)) {
      for (Path child : children) {
        if (Files.isRegularFile(child.resolve("pyvenv.cfg"))) {
          places.add(target.staging().installed(child));
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(staged, e);
    }
    return places;
  }
}
