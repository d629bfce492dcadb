package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The engine's part of dh_virtualenv(1): makes one binary package's virtualenv. */
@Command(
    name = BuildCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = true,
    description = "Makes the virtualenv of one binary package.")
final class BuildCommand implements Callable<Integer> {
  static final String NAME = "build";

  @Parameters(index = "0", paramLabel = "PACKAGE", description = "the binary package")
  private String packageName = "";

  @Parameters(index = "1", paramLabel = "ARCHITECTURE", description = "its Architecture field")
  private String architecture = "";

  @Parameters(index = "2", paramLabel = "STAGING-ROOT", description = "usually debian/PACKAGE")
  private Path stagingRoot = Path.of("");

  @Parameters(index = "3", paramLabel = "RESULT", description = "the result file to write")
  private Path result = Path.of("");

  @Option(names = "--index-url", paramLabel = "URL", description = "package index to use")
  private Optional<String> indexUrl = Optional.empty();

  @Option(names = "--extra-index-url", paramLabel = "URL", description = "one more index")
  private List<String> extraIndexUrls = new ArrayList<>();

  @Option(names = "--requirements", paramLabel = "FILE", description = "requirements file")
  private Optional<String> requirements = Optional.empty();

  @Option(names = "--extras", paramLabel = "NAME", description = "extra of the project")
  private List<String> extras = new ArrayList<>();

  @Option(names = "--preinstall", paramLabel = "PKG", description = "install this one first")
  private List<String> preinstall = new ArrayList<>();

  @Option(names = "--extra-pip-arg", paramLabel = "ARG", description = "argument for pip")
  private List<String> extraPipArgs = new ArrayList<>();

  @Option(names = "--python", paramLabel = "EXE", description = "interpreter, name or path")
  private String python = "python3";

  @Option(
      names = {"-D", "--sourcedirectory"},
      paramLabel = "DIR",
      description = "directory of the project")
  private Path sourceDirectory = Path.of("");

  @Option(names = "--skip-install", description = "leave the project out")
  private boolean skipInstall;

  @Option(names = "--install-suffix", paramLabel = "DIR", description = "virtualenv's directory")
  private Optional<String> installSuffix = Optional.empty();

  @Option(names = "--with-pip", description = "put pip into the virtualenv")
  private boolean withPip;

  @Option(
      names = "--allow-build-path",
      paramLabel = "GLOB",
      description = "files that may hold the build path")
  private List<String> allowedBuildPaths = new ArrayList<>();

  @Option(
      names = {"-S", "--use-system-packages"},
      description = "see the system's Python packages while installing and afterwards")
  private boolean systemSite;

  @Option(
      names = "--use-system-packages-at-run-time",
      description = "see the system's Python packages after the build only")
  private boolean systemSiteAtRunTime;

  @Option(
      names = "--system-package",
      paramLabel = "NAME",
      description = "take this distribution from its Debian package")
  private List<String> systemPackages = new ArrayList<>();

  private final Environment environment;
  private final PrintWriter out;

  BuildCommand(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    CommandRunner runner = environment.runner(this::log);
    ResultFile file = new ResultFile(environment.directory().resolve(result));
    PackageName name = new PackageName(packageName);
    InstallPath place =
        InstallPath.of(environment.installRoot()).resolve(installSuffix.orElse(name.value()));
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
    Path file = environment.directory().resolve(result);
    return new States(
        file.resolveSibling("dh_virtualenv.json"), file.resolveSibling("dh_virtualenv.tools"));
  }

  private BuildRequest request(PackageName name, InstallPath place, boolean completedBefore) {
    Path directory = real(environment.directory());
    Target target =
        new Target(
            name,
            architecture.equals("all"),
            new StagingRoot(real(directory.resolve(stagingRoot))),
            place);
    Wishes wishes =
        new Wishes(
            directory.resolve(sourceDirectory).normalize(),
            preinstall,
            requirements,
            extras,
            skipInstall,
            extraPipArgs,
            new Index(indexUrl, extraIndexUrls));
    BuildMachine machine =
        new BuildMachine(
            directory,
            directory.resolve(result).resolveSibling("dh_virtualenv.tools"),
            temporary(),
            compilerFlags(),
            environment.buildOption("nostrip")
                ? Optional.empty()
                : Optional.of(environment.get("DH_VIRTUALENV_STRIP").orElse("strip")));
    return new BuildRequest(
        target,
        new Python(python, systemSite(), Planner.systemPackages(systemPackages), withPip),
        wishes,
        machine,
        allowedBuildPaths,
        completedBefore,
        environment.finishedLater());
  }

  /** Returns TMPDIR, unless it has blanks, which no compiler flag can have. */
  private Path temporary() {
    return Path.of(environment.get("TMPDIR").filter(path -> path.matches("/\\S*")).orElse("/tmp"));
  }

  private SystemSite systemSite() {
    if (systemSite && systemSiteAtRunTime) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "--use-system-packages and --use-system-packages-at-run-time exclude each other",
          "keep the one that you mean");
    }
    if (systemSite) {
      return SystemSite.AT_CREATION;
    }
    return systemSiteAtRunTime ? SystemSite.AT_RUN_TIME : SystemSite.HIDDEN;
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
    fields.put("Package", packageName);
    fields.put("Virtualenv", virtualenv.place().toString());
    fields.put("Interpreter", interpreter.executable().toString());
    fields.put("Cache-Tag", interpreter.cacheTag());
    fields.put(
        "Depends",
        built.relations().stream().map(Relation::text).collect(Collectors.joining(", ")));
    return fields;
  }
}
