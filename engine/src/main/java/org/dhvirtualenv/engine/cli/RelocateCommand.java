package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.Relocate;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import picocli.CommandLine.Model.CommandSpec;

/** Makes any virtualenv valid at another place, for use without debhelper. */
final class RelocateCommand implements Callable<Integer> {
  static final String NAME = "relocate";

  private final Options options;
  private final Environment environment;
  private final PrintWriter out;

  private RelocateCommand(Options options, Environment environment, PrintWriter out) {
    this.options = options;
    this.environment = environment;
    this.out = out;
  }

  /** Returns the command as picocli needs it. */
  static CommandSpec describe(Environment environment, PrintWriter out) {
    Options options =
        new Options(
                NAME,
                NAME,
                "Rewrites a virtualenv, made by venv, virtualenv or uv, so that it is valid at PLACE."
                    + " The directory itself stays: rename it afterwards, or leave it in a build root.")
            .operand("VIRTUALENV", "its directory")
            .operand("PLACE", "the absolute path it will have");
    return options.bind(new RelocateCommand(options, environment, out));
  }

  @Override
  public Integer call() {
    SystemCommandRunner runner = environment.runner(out::println);
    Findings findings = new Findings();
    try {
      new Relocate(
              runner,
              runner,
              new InterpreterFinder(runner, environment.searchPath()),
              new LibelfReader(),
              findings)
          .run(
              environment.directory().resolve(options.text("VIRTUALENV")),
              InstallPath.of(options.text("PLACE")),
              options.list("allow-build-path"));
    } finally {
      Remarks.print(NAME, findings, out);
    }
    return ExitCode.DONE.status();
  }
}
