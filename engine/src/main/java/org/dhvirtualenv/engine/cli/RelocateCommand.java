package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.Relocate;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes any virtualenv valid at another place, for use without debhelper. */
@Command(
    name = RelocateCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = true,
    description = {
      "Rewrites a virtualenv, made by venv, virtualenv or uv, so that it is valid at PLACE.",
      "The directory itself stays: rename it afterwards, or leave it in a build root."
    })
final class RelocateCommand implements Callable<Integer> {
  static final String NAME = "relocate";

  @Parameters(index = "0", paramLabel = "VIRTUALENV", description = "its directory")
  private Path tree = Path.of("");

  @Parameters(index = "1", paramLabel = "PLACE", description = "the absolute path it will have")
  private String place = "";

  @Option(
      names = "--allow-build-path",
      paramLabel = "GLOB",
      description = "files that may hold the old path")
  private List<String> allowedBuildPaths = new ArrayList<>();

  private final Environment environment;
  private final PrintWriter out;

  RelocateCommand(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    CommandRunner runner = environment.runner(out::println);
    Findings findings = new Findings();
    try {
      new Relocate(
              runner,
              new InterpreterFinder(runner, environment.searchPath()),
              new LibelfReader(),
              findings)
          .run(environment.directory().resolve(tree), InstallPath.of(place), allowedBuildPaths);
    } finally {
      Remarks.print(NAME, findings, out);
    }
    return ExitCode.DONE.status();
  }
}
