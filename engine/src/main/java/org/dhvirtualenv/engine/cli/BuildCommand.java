package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.Build;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.finish.FinishedVirtualenv;
import org.dhvirtualenv.engine.install.SharedWheels;
import org.dhvirtualenv.engine.model.ByteSize;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.VirtualenvPlace;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.plan.BuildRequest;
import org.dhvirtualenv.engine.plan.CommandLinks;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.plan.Python;
import org.dhvirtualenv.engine.plan.SystemSite;
import org.dhvirtualenv.engine.plan.Wishes;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.vendor.VendorDirectory;
import picocli.CommandLine.Model.CommandSpec;

/** The engine's part of dh_virtualenv(1): makes one binary package's virtualenv. */
final class BuildCommand implements Callable<Integer> {
  static final String NAME = "build";

  private final Options options;
  private final PackageOptions target;
  private final Environment environment;
  private final SharedWheels wheels;
  private final PrintWriter out;
  private final ProgressLine progress;

  private BuildCommand(
      Options options, Environment environment, SharedWheels wheels, PrintWriter out) {
    this.options = options;
    this.target = new PackageOptions(options, environment);
    this.environment = environment;
    this.wheels = wheels;
    this.out = out;
    this.progress = environment.progress(out);
  }

  /** Returns the command as picocli needs it; {@code wheels} are those of the run. */
  static CommandSpec describe(Environment environment, SharedWheels wheels, PrintWriter out) {
    Options options =
        PackageOptions.operands(
            new Options(NAME, "dh_virtualenv", "Makes the virtualenv of one binary package."));
    return options.bind(new BuildCommand(options, environment, wheels, out));
  }

  @Override
  public Integer call() {
    SystemCommandRunner runner = environment.runner(this::log);
    BuildResult result = new BuildResult(target.result(), options.text("PACKAGE"));
    PackageName name = new PackageName(options.text("PACKAGE"));
    InstallPath place =
        VirtualenvPlace.in(
            options.text("install-root"), options.value("install-suffix").orElse(name.value()));
    Findings findings = new Findings();
    Phases phases = new Phases(System::nanoTime, progress);
    Optional<VendorDirectory> vendor = vendor(findings);
    BuildRequest request = request(place, result.remove(place), vendor);
    FinishedVirtualenv built;
    try {
      built =
          new Build(
                  runner,
                  runner,
                  new InterpreterFinder(runner, environment.searchPath()),
                  new LibelfReader(),
                  wheels,
                  target.states(),
                  new PipLog(this::log, environment.verbose()),
                  findings,
                  phases)
              .run(request);
    } finally {
      Remarks.print("dh_virtualenv", findings, out);
    }
    result.put(built);
    warnOfInterpreter(built.virtualenv().interpreter());
    environment.report("dh_virtualenv", phases, target.result(), out);
    return ExitCode.DONE.status();
  }

  private void log(String line) {
    if (!environment.quiet()) {
      progress.println(line);
    }
  }

  /** Returns the directory that has all archives, and says so. */
  private Optional<VendorDirectory> vendor(Findings findings) {
    Optional<VendorDirectory> vendor =
        VendorDirectory.find(PackageOptions.real(environment.directory()), options.value("vendor"));
    vendor.ifPresent(found -> log("using " + found.shown() + "; no index is asked"));
    if (vendor.isPresent()
        && (options.value("index-url").isPresent() || !options.list("extra-index-url").isEmpty())) {
      String shown = vendor.get().shown();
      findings.add(
          Finding.note(
              shown,
              "--index-url and --extra-index-url do not count, because everything comes from '"
                  + shown
                  + "'; --vendor=/dev/null ignores that"));
    }
    return vendor;
  }

  private BuildRequest request(
      InstallPath place, boolean completedBefore, Optional<VendorDirectory> vendor) {
    Wishes wishes =
        new WishedSources(options, environment)
            .wishes(ByteSize.of(options.text("max-unpacked")), options.value("pip-tool"), vendor);
    return new BuildRequest(
        target.at(place),
        new Python(
            options.text("python"),
            options.value("python-dependency").map(Relation::new),
            systemSite(),
            Planner.systemPackages(options.list("system-package")),
            options.list("extra-virtualenv-arg"),
            options.flag("with-pip")),
        wishes,
        target.machine(),
        new CommandLinks(options.list("link-scripts"), target.others()),
        options.list("allow-build-path"),
        Planner.leniency(options.list("allow-inconsistent")),
        completedBefore,
        environment.inPlace());
  }

  private SystemSite systemSite() {
    boolean always = options.flag("use-system-packages");
    boolean atRunTime = options.flag("use-system-packages-at-run-time");
    if (always && atRunTime) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "--use-system-packages and --use-system-packages-at-run-time exclude each other",
          "keep the one that you mean");
    }
    if (always) {
      return SystemSite.AT_CREATION;
    }
    return atRunTime ? SystemSite.AT_RUN_TIME : SystemSite.HIDDEN;
  }

  private void warnOfInterpreter(Interpreter interpreter) {
    if (interpreter.relations().isEmpty() && options.value("python-dependency").isEmpty()) {
      out.println(
          "dh_virtualenv: warning: '"
              + interpreter.executable()
              + "' belongs to no Debian package, so nothing is added to ${misc:Depends} for it; name the"
              + " package that has it with --python-dependency, or bring it along");
    }
  }
}
