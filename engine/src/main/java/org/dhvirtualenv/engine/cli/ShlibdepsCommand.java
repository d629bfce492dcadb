package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.Shlibdeps;
import org.dhvirtualenv.engine.Shlibdeps.Request;
import org.dhvirtualenv.engine.dpkg.ControlFiles;
import org.dhvirtualenv.engine.dpkg.HostArchitecture;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.knowledge.KnowledgeFile;
import org.dhvirtualenv.engine.loader.Host;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.relation.Dependencies;
import org.dhvirtualenv.engine.relation.DlopenAction;
import org.dhvirtualenv.engine.relation.FilePattern;
import org.dhvirtualenv.engine.relation.MinimalVersions;
import org.dhvirtualenv.engine.relation.Policy;
import org.dhvirtualenv.engine.report.Explanation;
import picocli.CommandLine.Model.CommandSpec;

/** The engine's part of dh_virtualenv_shlibdeps(1): one binary package's native dependencies. */
final class ShlibdepsCommand implements Callable<Integer> {
  static final String NAME = "shlibdeps";

  private final Options options;
  private final Environment environment;
  private final PrintWriter out;

  private ShlibdepsCommand(Options options, Environment environment, PrintWriter out) {
    this.options = options;
    this.environment = environment;
    this.out = out;
  }

  /** Returns the command as picocli needs it. */
  static CommandSpec describe(Environment environment, PrintWriter out) {
    Options options =
        new Options(
                NAME,
                "dh_virtualenv_shlibdeps",
                "Computes what the machine code of one binary package depends on.")
            .operand("PACKAGE", "the binary package")
            .operand("STAGING-ROOT", "usually debian/PACKAGE")
            .operand("RESULT", "the result file to write")
            .operands("VIRTUALENV", "on target");
    return options.bind(new ShlibdepsCommand(options, environment, out));
  }

  @Override
  public Integer call() {
    ProgressLine progress = environment.progress(out);
    Phases phases = new Phases(System::nanoTime, progress);
    CommandRunner runner = environment.runner(progress::println);
    HostArchitecture host = HostArchitecture.of(environment::get, runner);
    Path admin = environment.dpkgDatabase();
    Findings findings = new Findings();
    Shlibdeps page =
        new Shlibdeps(
            new LibelfReader(),
            Host.of(host.multiarch(), host.cross()),
            new ControlFiles(environment.directory(), admin, Path.of("/etc/dpkg"), host.name()),
            runner,
            findings,
            phases);
    Request request = request(environment.directory());
    try {
      Dependencies dependencies = page.run(request);
      if (options.flag("explain") || environment.verbose()) {
        new Explanation(dependencies).table().forEach(out::println);
      }
    } finally {
      Remarks.print("dh_virtualenv_shlibdeps", findings, out);
    }
    environment.report("dh_virtualenv_shlibdeps", phases, request.result(), out);
    return ExitCode.DONE.status();
  }

  private Request request(Path source) {
    Policy policy =
        new Policy(
            patterns("recommends"),
            patterns("suggests"),
            patterns("ignore"),
            patterns("optional"),
            Set.copyOf(options.list("ignore-library")),
            DlopenAction.valueOf(options.text("dlopen").toUpperCase(Locale.ROOT)),
            MinimalVersions.parse(options.list("build-dependency")),
            options.flag("count-symbol-versions"),
            KnowledgeFile.read(source.resolve(KnowledgeFile.OWN)));
    return new Request(
        new PackageName(options.text("PACKAGE")),
        new StagingRoot(real(source.resolve(options.text("STAGING-ROOT")))),
        options.list("VIRTUALENV").stream().map(InstallPath::of).toList(),
        source,
        policy,
        source.resolve(options.text("RESULT")));
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }

  private List<FilePattern> patterns(String option) {
    return options.list(option).stream().map(FilePattern::new).toList();
  }
}
