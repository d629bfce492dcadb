package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.Smoke;
import org.dhvirtualenv.engine.Smoke.Request;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.knowledge.KnowledgeFile;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.smoke.Trials;
import org.dhvirtualenv.engine.state.States;
import picocli.CommandLine.Model.CommandSpec;

/** The engine's part of dh_virtualenv_test(1): tries one binary package. */
final class SmokeCommand implements Callable<Integer> {
  static final String NAME = "test";

  private static final String OWNER = "dh_virtualenv_test";

  private final Options options;
  private final Environment environment;
  private final PrintWriter out;

  private SmokeCommand(Options options, Environment environment, PrintWriter out) {
    this.options = options;
    this.environment = environment;
    this.out = out;
  }

  /** Returns the command as picocli needs it. */
  static CommandSpec describe(Environment environment, PrintWriter out) {
    Options options =
        new Options(NAME, OWNER, "Tries one binary package with only what it depends on.")
            .operand("PACKAGE", "the binary package")
            .operand("STAGING-ROOT", "usually debian/PACKAGE")
            .operand("STATES", "what dh_virtualenv knows of the virtualenvs")
            .operands("VIRTUALENV", "on target");
    return options.bind(new SmokeCommand(options, environment, out));
  }

  @Override
  public Integer call() {
    Findings findings = new Findings();
    Path source = environment.directory();
    Path database = environment.dpkgDatabase();
    try {
      Smoke page =
          new Smoke(
              environment.runner(out::println),
              database,
              KnowledgeFile.read(source.resolve(KnowledgeFile.OWN)),
              findings);
      int tried = page.run(request(source));
      if (tried > 0 && !environment.quiet()) {
        out.println("trials of " + options.text("PACKAGE") + ": " + tried);
      }
    } finally {
      Remarks.print(OWNER, findings, out);
    }
    return ExitCode.DONE.status();
  }

  private Request request(Path source) {
    Path states = source.resolve(options.text("STATES"));
    return new Request(
        new PackageName(options.text("PACKAGE")),
        new StagingRoot(PackageOptions.real(source.resolve(options.text("STAGING-ROOT")))),
        options.list("VIRTUALENV").stream().map(InstallPath::of).toList(),
        options.list("dependency").stream().map(InstalledPackage::parse).toList(),
        options.list("sibling").stream().map(source::resolve).filter(Files::isDirectory).toList(),
        options.list("uninstalled"),
        new States(states, states.resolveSibling("dh_virtualenv.tools")),
        new Trials.Wishes(
            options.flag("smoke"), options.list("smoke-import"), options.list("smoke-command")),
        seconds(options.text("smoke-timeout")),
        options.flag("smoke-required"),
        PackageOptions.real(states.resolveSibling(OWNER)));
  }

  private static long seconds(String text) {
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "--smoke-timeout='" + text + "' is no number of seconds",
          "give a whole number such as 60");
    }
    return Long.parseLong(text);
  }
}
