package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.Engine;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.CompiledVirtualenv;
import org.dhvirtualenv.engine.phase.SystemSite;
import org.dhvirtualenv.engine.plan.BuildOptions;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.venv.InterpreterFinder;
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
    Engine engine =
        new Engine(
            runner,
            new InterpreterFinder(runner, environment.searchPath()),
            new LibelfReader(),
            options.text("strip-program"),
            text -> out.println("dh_virtualenv: " + text));
    ResultFile file = new ResultFile(environment.directory().resolve(options.text("RESULT")));
    PackageName name = new PackageName(options.text("PACKAGE"));
    InstallPath place =
        InstallPath.of(options.text("install-root"))
            .resolve(options.value("install-suffix").orElse(name.value()));
    BuildOptions wanted = wanted(name, place, file.remove("Virtualenv", place.toString()));
    CompiledVirtualenv built = engine.build(wanted);
    file.add(fields(built));
    return ExitCode.DONE.status();
  }

  private void log(String line) {
    if (!environment.quiet()) {
      out.println(line);
    }
  }

  private BuildOptions wanted(PackageName name, InstallPath place, boolean completedBefore) {
    Path directory = real(environment.directory());
    Path tools = directory.resolve(options.text("RESULT")).resolveSibling("dh_virtualenv.tools");
    return new BuildOptions(
        name,
        options.text("ARCHITECTURE").equals("all"),
        new StagingRoot(real(directory.resolve(options.text("STAGING-ROOT")))),
        directory.resolve(options.value("sourcedirectory").orElse("")).normalize(),
        place,
        options.text("python"),
        options.value("requirements"),
        options.list("preinstall"),
        options.list("extras"),
        options.list("extra-pip-arg"),
        options.value("index-url"),
        options.list("extra-index-url"),
        options.flag("skip-install"),
        options.flag("with-pip"),
        completedBefore,
        tools,
        !environment.buildOption("nostrip"),
        options.list("allow-build-path"),
        compilerFlags(),
        directory,
        temporary(),
        systemSite(),
        options.list("system-package"));
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
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> fields(CompiledVirtualenv built) {
    if (built.interpreter().debianPackage().isEmpty()) {
      out.println(
          "dh_virtualenv: warning: '"
              + built.interpreter().executable()
              + "' belongs to no Debian package; the package must bring it or depend on it");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Package", options.text("PACKAGE"));
    fields.put("Virtualenv", built.place().toString());
    fields.put("Interpreter", built.interpreter().executable().toString());
    fields.put("Cache-Tag", built.interpreter().cacheTag());
    fields.put("Depends", String.join(", ", built.relations()));
    return fields;
  }
}
