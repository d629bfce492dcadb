package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.Vendor;
import org.dhvirtualenv.engine.dpkg.HostArchitecture;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.fetch.Targets;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.plan.BuildRequest;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.vendor.VendorDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The engine's part of dh_virtualenv_vendor(1): fetches or checks what builds need. */
final class VendorCommand implements Callable<Integer> {
  static final String NAME = "vendor";

  private static final String USUAL = "debian/vendor";

  private final Options options;
  private final Environment environment;
  private final PrintWriter out;

  private VendorCommand(Options options, Environment environment, PrintWriter out) {
    this.options = options;
    this.environment = environment;
    this.out = out;
  }

  private static Options table() {
    return new Options(
        NAME, "dh_virtualenv_vendor", "Gets the archives that virtualenvs are made of.");
  }

  /** Returns the command as picocli needs it. */
  static CommandSpec describe(Environment environment, PrintWriter out) {
    Options options = table();
    return options.bind(new VendorCommand(options, environment, out));
  }

  @Override
  public Integer call() {
    boolean check = options.flag("check");
    boolean update = options.flag("update");
    if (check && update) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "--check and --update exclude each other",
          "keep the one that you mean");
    }
    Path source = PackageOptions.real(environment.directory());
    VendorDirectory directory =
        options
            .value("vendor")
            .map(name -> VendorDirectory.named(source, name))
            .or(() -> VendorDirectory.find(source, Optional.empty()))
            .orElseGet(() -> VendorDirectory.named(source, USUAL));
    if (!check && !update && directory.exists()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + directory.shown() + "' is there already",
          "renew it with dh_virtualenv_vendor --update, or check it with --check");
    }
    Findings findings = new Findings();
    Path scratch = VendorSelection.scratch(environment);
    try {
      work(directory, check, scratch, findings);
    } finally {
      Trees.delete(scratch);
      Remarks.print("dh_virtualenv_vendor", findings, out);
    }
    return ExitCode.DONE.status();
  }

  private void work(VendorDirectory directory, boolean check, Path scratch, Findings findings) {
    ProgressLine progress = environment.progress(out);
    SystemCommandRunner runner = environment.runner(progress::println);
    PipLog log = PipLog.ofDownloads(progress::println, environment.verbose());
    Phases phases = new Phases(System::nanoTime, progress);
    InterpreterFinder interpreters = new InterpreterFinder(runner, environment.searchPath());
    Vendor page = new Vendor(runner, runner, interpreters, log, findings, phases);
    List<BuildRequest> selections = new ArrayList<>();
    Optional<VendorDirectory> used = Optional.of(directory).filter(one -> check);
    VendorSelection selection = new VendorSelection(environment, scratch, used);
    selections.add(selection.of(options));
    for (String words : options.list("other-selection")) {
      Options other = table();
      new CommandLine(other.bind(ExitCode.DONE::status))
          .setExpandAtFiles(false)
          .parseArgs(words.split("\u001e"));
      selections.add(selection.of(other));
    }
    Targets targets =
        new Targets(
            options.list("python-version"),
            options.list("architecture"),
            directory.exists() ? directory.manifest().targets() : List.of(),
            HostArchitecture.build(environment::get, runner));
    if (check) {
      page.check(directory, selections, targets);
      out.println("'" + directory.shown() + "' has what is needed, and nothing else");
      return;
    }
    Map<String, String> before = directory.exists() ? directory.manifest().digests() : Map.of();
    VendorReport report = new VendorReport(before);
    page.write(directory, selections, targets, report::add);
    report.lines(directory.shown()).forEach(out::println);
  }
}
