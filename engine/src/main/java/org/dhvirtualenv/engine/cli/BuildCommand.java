package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.Build;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.finish.FinishedVirtualenv;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.plan.BuildMachine;
import org.dhvirtualenv.engine.plan.BuildRequest;
import org.dhvirtualenv.engine.plan.Index;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.plan.Python;
import org.dhvirtualenv.engine.plan.SystemSite;
import org.dhvirtualenv.engine.plan.Target;
import org.dhvirtualenv.engine.plan.Wishes;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.state.States;
import picocli.CommandLine.Model.CommandSpec;

/** The engine's part of dh_virtualenv(1): makes one binary package's virtualenv. */
final class BuildCommand implements Callable<Integer> {
  static final String NAME = "build";

  private final Options options;
  private final Environment environment;
  private final PrintWriter out;

  private BuildCommand(Options options, Environment environment, PrintWriter out) {
    this.options = options;
    this.environment = environment;
    this.out = out;
  }

  /** Returns the command as picocli needs it. */
  static CommandSpec describe(Environment environment, PrintWriter out) {
    Options options =
        new Options(NAME, "dh_virtualenv", "Makes the virtualenv of one binary package.")
            .operand("PACKAGE", "the binary package")
            .operand("ARCHITECTURE", "its Architecture field")
            .operand("STAGING-ROOT", "usually debian/PACKAGE")
            .operand("RESULT", "the result file to write");
    return options.bind(new BuildCommand(options, environment, out));
  }

  @Override
  public Integer call() {
    CommandRunner runner = environment.runner(this::log);
    ResultFile file = new ResultFile(environment.directory().resolve(options.text("RESULT")));
    PackageName name = new PackageName(options.text("PACKAGE"));
    InstallPath place =
        InstallPath.of(options.text("install-root"))
            .resolve(options.value("install-suffix").orElse(name.value()));
    BuildRequest request = request(name, place, file.remove("Virtualenv", place.toString()));
    Findings findings = new Findings();
    FinishedVirtualenv built;
    try {
      built =
          new Build(
                  runner,
                  new InterpreterFinder(runner, environment.searchPath()),
                  new LibelfReader(),
                  states(),
                  findings)
              .run(request);
    } finally {
      Remarks.print("dh_virtualenv", findings, out);
    }
    file.add(fields(built));
    return ExitCode.DONE.status();
  }

  private void log(String line) {
    if (!environment.quiet()) {
      out.println(line);
    }
  }

  private States states() {
    Path file = environment.directory().resolve(options.text("RESULT"));
    return new States(
        file.resolveSibling("dh_virtualenv.json"), file.resolveSibling("dh_virtualenv.tools"));
  }

  private BuildRequest request(PackageName name, InstallPath place, boolean completedBefore) {
    Path directory = real(environment.directory());
    Target target =
        new Target(
            name,
            options.text("ARCHITECTURE").equals("all"),
            new StagingRoot(real(directory.resolve(options.text("STAGING-ROOT")))),
            place);
    Wishes wishes =
        new Wishes(
            directory.resolve(options.value("sourcedirectory").orElse("")).normalize(),
            options.list("preinstall"),
            options.value("requirements"),
            options.list("extras"),
            options.flag("skip-install"),
            options.list("extra-pip-arg"),
            new Index(options.value("index-url"), options.list("extra-index-url")));
    BuildMachine machine =
        new BuildMachine(
            directory,
            directory.resolve(options.text("RESULT")).resolveSibling("dh_virtualenv.tools"),
            temporary(),
            compilerFlags(),
            environment.buildOption("nostrip")
                ? Optional.empty()
                : Optional.of(options.text("strip-program")));
    return new BuildRequest(
        target,
        new Python(
            options.text("python"),
            systemSite(),
            Planner.systemPackages(options.list("system-package")),
            options.flag("with-pip")),
        wishes,
        machine,
        options.list("allow-build-path"),
        completedBefore,
        environment.finishedLater());
  }

  /** Returns TMPDIR, unless it has blanks, which no compiler flag can have. */
  private Path temporary() {
    return Path.of(environment.get("TMPDIR").filter(path -> path.matches("/\\S*")).orElse("/tmp"));
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

  private Map<String, String> compilerFlags() {
    Map<String, String> flags = new LinkedHashMap<>();
    for (String variable : List.of("CFLAGS", "CXXFLAGS", "FFLAGS", "FCFLAGS")) {
      flags.put(variable, environment.get(variable).orElse(""));
    }
    return flags;
  }

  private static Path real(Path directory) {
    try {
      Files.createDirectories(directory);
      return directory.toRealPath();
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }

  private Map<String, String> fields(FinishedVirtualenv built) {
    Virtualenv virtualenv = built.virtualenv();
    Interpreter interpreter = virtualenv.interpreter();
    if (interpreter.debianPackage().isEmpty()) {
      out.println(
          "dh_virtualenv: warning: '"
              + interpreter.executable()
              + "' belongs to no Debian package; the package must bring it or depend on it");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Package", options.text("PACKAGE"));
    fields.put("Virtualenv", virtualenv.place().toString());
    fields.put("Interpreter", interpreter.executable().toString());
    fields.put("Cache-Tag", interpreter.cacheTag());
    fields.put(
        "Depends",
        built.relations().stream().map(Relation::text).collect(Collectors.joining(", ")));
    return fields;
  }
}
