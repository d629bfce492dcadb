package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dhvirtualenv.engine.depends.BuildHost;
import org.dhvirtualenv.engine.depends.DependencyComputer;
import org.dhvirtualenv.engine.dpkg.ContentsIndex;
import org.dhvirtualenv.engine.dpkg.LibraryMetadata;
import org.dhvirtualenv.engine.dpkg.PackageOwners;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.DependencySet;
import org.dhvirtualenv.engine.phase.DynamicLoading;
import org.dhvirtualenv.engine.phase.StagedTree;
import org.dhvirtualenv.engine.phase.Strength;
import org.dhvirtualenv.engine.phase.StrengthRule;
import org.dhvirtualenv.engine.process.CommandRunner;
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
                "Computes what the native code of one binary package depends on.")
            .operand("PACKAGE", "the binary package")
            .operand("STAGING-ROOT", "usually debian/PACKAGE")
            .operand("RESULT", "the result file to write")
            .operands("VIRTUALENV", "on target");
    return options.bind(new ShlibdepsCommand(options, environment, out));
  }

  @Override
  public Integer call() {
    CommandRunner runner = environment.runner(out::println);
    BuildHost host = host(runner);
    Path source = environment.directory();
    LibraryMetadata metadata =
        new LibraryMetadata(
            source,
            Path.of(environment.get("DPKG_ADMINDIR").orElse("/var/lib/dpkg")),
            Path.of("/etc/dpkg"),
            Path.of("/usr/share/perl5/Dpkg/Shlibs/Objdump/Object.pm"),
            host.name());
    DependencySet dependencies =
        new DependencyComputer(
                new LibelfReader(),
                host,
                new PackageOwners(runner),
                new ContentsIndex(runner),
                text -> out.println("dh_virtualenv_shlibdeps: warning: " + text))
            .compute(tree(source), metadata);
    if (options.flag("explain") || environment.verbose()) {
      Explanation.table(dependencies).forEach(out::println);
    }
    write(source.resolve(options.text("RESULT")), dependencies);
    return ExitCode.DONE.status();
  }

  private void write(Path target, DependencySet dependencies) {
    String name = new PackageName(options.text("PACKAGE")).value();
    ResultFile file = new ResultFile(target);
    file.remove("Package", name);
    Map<String, String> fields = new HashMap<>(dependencies.fields());
    fields.put("Package", name);
    file.add(fields);
    try {
      Files.writeString(
          target.resolveSibling("dh_virtualenv_shlibdeps.json"), Explanation.json(dependencies));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StagedTree tree(Path source) {
    try {
      StagingRoot staging =
          new StagingRoot(source.resolve(options.text("STAGING-ROOT")).toRealPath());
      List<InstallPath> places = options.list("VIRTUALENV").stream().map(InstallPath::of).toList();
      List<StrengthRule> rules = new ArrayList<>();
      options
          .list("recommends")
          .forEach(glob -> rules.add(new StrengthRule(glob, Strength.RECOMMENDS)));
      options
          .list("suggests")
          .forEach(glob -> rules.add(new StrengthRule(glob, Strength.SUGGESTS)));
      options.list("ignore").forEach(glob -> rules.add(new StrengthRule(glob, Strength.IGNORED)));
      return new StagedTree(
          staging,
          places,
          source,
          new HashSet<>(options.list("ignore-library")),
          rules,
          DynamicLoading.valueOf(options.text("dlopen").toUpperCase(Locale.ROOT)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BuildHost host(CommandRunner runner) {
    String name = architecture("DEB_HOST_ARCH", runner);
    String multiarch = architecture("DEB_HOST_MULTIARCH", runner);
    boolean cross = !environment.get("DEB_BUILD_ARCH").orElse(name).equals(name);
    Path libc = Path.of("/usr/lib", multiarch, "libc.so.6");
    Optional<ElfAbi> abi =
        Files.isRegularFile(libc) ? ElfIdentity.of(libc).map(ElfIdentity::abi) : Optional.empty();
    return BuildHost.of(name, multiarch, cross, abi);
  }

  /** Asks dpkg-architecture(1) for what the environment does not say. */
  private String architecture(String variable, CommandRunner runner) {
    return environment
        .get(variable)
        .orElseGet(
            () ->
                String.join(
                    "",
                    runner
                        .query(
                            new org.dhvirtualenv.engine.process.Command(
                                List.of("dpkg-architecture", "-q" + variable),
                                environment.directory(),
                                Map.of()))
                        .output()));
  }
}
