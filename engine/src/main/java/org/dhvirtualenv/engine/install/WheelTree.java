package org.dhvirtualenv.engine.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.bytecode.ByteCompiler;
import org.dhvirtualenv.engine.distribution.ByteCodeName;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.ByteSize;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.phase.Counted;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.state.Manifest;
import org.dhvirtualenv.engine.wheel.InstalledWheel;
import org.dhvirtualenv.engine.wheel.ModuleListener;
import org.dhvirtualenv.engine.wheel.WheelInstaller;
import org.dhvirtualenv.engine.wheel.WheelScheme;

/**
 * A virtualenv while wheels are installed into it.
 *
 * <p>Byte code of their modules is made meanwhile and afterwards, until somebody wants to know what
 * has some.
 */
final class WheelTree implements AutoCloseable {
  private final Virtualenv virtualenv;
  private final ByteSize maxUnpacked;
  private final ProgramStarter starter;
  private final Findings findings;
  private final Phases phases;
  private final List<InstalledWheel> installed = new ArrayList<>();
  private Optional<String> lent = Optional.empty();
  private Optional<Path> cache = Optional.empty();
  private Optional<ByteCompiler> compiler = Optional.empty();

  WheelTree(
      Virtualenv virtualenv,
      ByteSize maxUnpacked,
      ProgramStarter starter,
      Findings findings,
      Phases phases) {
    this.virtualenv = virtualenv;
    this.maxUnpacked = maxUnpacked;
    this.starter = starter;
    this.findings = findings;
    this.phases = phases;
  }

  static WheelScheme scheme(Virtualenv virtualenv) {
    return new WheelScheme(
        virtualenv.tree(),
        virtualenv.place(),
        virtualenv.home(),
        virtualenv.interpreter().version(),
        virtualenv.interpreter().cacheTag());
  }

  /** Takes byte code that other builds have left in {@code directory}, and leaves it there. */
  void keepByteCode(Path directory) {
    cache = Optional.of(directory);
  }

  /** Installs {@code wheels}; one with the name of an earlier one takes its place. */
  void install(List<WheelFile> wheels) {
    if (!wheels.isEmpty()) {
      List<InstalledWheel> added = unpack(wheels, byteCode());
      phases.count(Phase.INSTALL, Counted.WHEELS, added.size());
      phases.count(
          Phase.INSTALL, Counted.FILES, added.stream().mapToInt(one -> one.rows().size()).sum());
      installed.removeIf(
          old -> wheels.stream().anyMatch(wheel -> wheel.name().equals(old.wheel().name())));
      installed.addAll(added);
    }
  }

  private List<InstalledWheel> unpack(List<WheelFile> wheels, ModuleListener modules) {
    return phases.time(
        Phase.INSTALL,
        () ->
            new WheelInstaller(scheme(virtualenv), maxUnpacked.bytes(), findings, modules)
                .install(wheels));
  }

  private ModuleListener byteCode() {
    compiler =
        compiler.or(
            () ->
                Optional.of(
                    new ByteCompiler(
                        starter,
                        virtualenv.interpreter().executable(),
                        virtualenv.tree(),
                        virtualenv.place(),
                        ByteCompiler.Check.UNCHECKED,
                        cache)));
    return new ByteCodeWhileUnpacking(compiler.orElseThrow(), phases);
  }

  /** Waits until no module is being compiled, because somebody else is going to change some. */
  void settle() {
    compiler.ifPresent(running -> phases.run(Phase.COMPILE, running::settle));
  }

  /** Ends the interpreters that make byte code; when this returns, none is written any more. */
  @Override
  public void close() {
    compiler.ifPresent(ByteCompiler::close);
  }

  /** Installs {@code wheel} until the virtualenv is finished, unless its distribution is there. */
  void lend(WheelFile wheel) {
    boolean there =
        InstalledDistributions.in(virtualenv.tree()).all().stream()
            .anyMatch(
                distribution ->
                    DistributionName.normalised(distribution.name())
                        .equals(wheel.name().normalised()));
    if (!there) {
      installed.addAll(unpack(List.of(wheel), ModuleListener.NONE));
      lent = Optional.of(wheel.name().normalised());
    }
  }

  /** Returns the distribution that is there only as long as somebody works in the virtualenv. */
  Optional<String> lent() {
    return lent;
  }

  /** Returns the wheels, in the order of their installation. */
  List<WheelFile> wheels() {
    return installed.stream().map(InstalledWheel::wheel).toList();
  }

  /** Returns what the RECORD of {@code wheel}, which is installed, says. */
  List<RecordRow> rows(WheelFile wheel) {
    return installed.stream()
        .filter(one -> one.wheel().equals(wheel))
        .flatMap(one -> one.rows().stream())
        .toList();
  }

  /**
   * Returns the files that are byte for byte as a prebuilt wheel has them: what they name cannot be
   * a trace of this build, and their machine code was not compiled here.
   */
  Manifest prebuilt() {
    List<Path> files = new ArrayList<>();
    for (InstalledWheel wheel : installed) {
      if (!wheel.wheel().provenance().builtHere()) {
        wheel.rows().stream()
            .filter(row -> !row.hash().isEmpty())
            .map(RecordRow::path)
            .map(path -> virtualenv.sitePackages().resolve(path).normalize())
            .filter(file -> !file.startsWith(virtualenv.executables()) || !script(file))
            .forEach(files::add);
      }
    }
    return Manifest.of(virtualenv.tree(), files);
  }

  /** Waits for byte code; returns {@code prebuilt} with that of the modules in it. */
  Manifest withByteCode(Manifest prebuilt) {
    if (compiler.isEmpty()) {
      return prebuilt;
    }
    Set<Path> compiled = phases.time(Phase.COMPILE, compiler.get()::finish);
    phases.count(Phase.COMPILE, Counted.MODULES, compiled.size());
    String tag = virtualenv.interpreter().cacheTag();
    List<Path> byteCode =
        compiled.parallelStream()
            .filter(prebuilt::untouched)
            .flatMap(module -> ByteCodeName.of(module.toString(), tag).stream())
            .map(Path::of)
            .toList();
    return prebuilt.and(byteCode);
  }

  private static boolean script(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == '#' && in.read() == '!';
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }
}
