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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The engine's part of dh_virtualenv_shlibdeps(1): one binary package's native dependencies. */
@Command(
    name = ShlibdepsCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = true,
    description = "Computes what the native code of one binary package depends on.")
final class ShlibdepsCommand implements Callable<Integer> {
  static final String NAME = "shlibdeps";

  @Parameters(index = "0", paramLabel = "PACKAGE", description = "the binary package")
  private String packageName = "";

  @Parameters(index = "1", paramLabel = "STAGING-ROOT", description = "usually debian/PACKAGE")
  private Path stagingRoot = Path.of("");

  @Parameters(index = "2", paramLabel = "RESULT", description = "the result file to write")
  private Path result = Path.of("");

  @Parameters(index = "3..*", arity = "1..*", paramLabel = "VIRTUALENV", description = "on target")
  private List<String> virtualenvs = new ArrayList<>();

  @Option(
      names = "--ignore-library",
      paramLabel = "SONAME",
      description = "a library that may be missing")
  private List<String> ignoredLibraries = new ArrayList<>();

  @Option(
      names = "--recommends",
      paramLabel = "DIST-OR-GLOB",
      description = "whose libraries become Recommends")
  private List<String> recommends = new ArrayList<>();

  @Option(
      names = "--suggests",
      paramLabel = "DIST-OR-GLOB",
      description = "whose libraries become Suggests")
  private List<String> suggests = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "DIST-OR-GLOB",
      description = "whose libraries add no relation")
  private List<String> ignore = new ArrayList<>();

  @Option(
      names = "--dlopen",
      paramLabel = "ACTION",
      description = "what to do about libraries loaded by name: warn, recommends, depends, ignore")
  private DynamicLoading dynamicLoading = DynamicLoading.WARN;

  @Option(names = "--explain", description = "print why there is each relation")
  private boolean explain;

  private final Environment environment;
  private final PrintWriter out;

  ShlibdepsCommand(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
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
    if (explain || environment.verbose()) {
      Explanation.table(dependencies).forEach(out::println);
    }
    write(source.resolve(result), dependencies);
    return ExitCode.DONE.status();
  }

  private void write(Path target, DependencySet dependencies) {
    String name = new PackageName(packageName).value();
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
      StagingRoot staging = new StagingRoot(source.resolve(stagingRoot).toRealPath());
      List<InstallPath> places = virtualenvs.stream().map(InstallPath::of).toList();
      List<StrengthRule> rules = new ArrayList<>();
      recommends.forEach(glob -> rules.add(new StrengthRule(glob, Strength.RECOMMENDS)));
      suggests.forEach(glob -> rules.add(new StrengthRule(glob, Strength.SUGGESTS)));
      ignore.forEach(glob -> rules.add(new StrengthRule(glob, Strength.IGNORED)));
      return new StagedTree(
          staging, places, source, new HashSet<>(ignoredLibraries), rules, dynamicLoading);
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
