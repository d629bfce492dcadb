package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.phase.StagedTree;
import org.dhvirtualenv.engine.phase.Strength;
import org.dhvirtualenv.engine.phase.StrengthRule;

/**
 * Reads every loadable object of the virtualenvs.
 *
 * <p>An object that the packager ignores may be damaged or for another machine; it is dropped then.
 */
final class ObjectScanner {
  private static final String IGNORE = "dh_virtualenv_shlibdeps --ignore=";

  private final ElfReader reader;
  private final Optional<ElfAbi> hostAbi;
  private final Consumer<String> warnings;

  /**
   * Creates a scanner.
   *
   * @param reader reads the objects
   * @param hostAbi what the host architecture's objects are; empty if unknown
   * @param warnings is told which rules are about nothing
   */
  ObjectScanner(ElfReader reader, Optional<ElfAbi> hostAbi, Consumer<String> warnings) {
    this.reader = reader;
    this.hostAbi = hostAbi;
    this.warnings = warnings;
  }

  /** Reads them on all processors; the result is in the order of the files. */
  List<ScannedObject> scan(StagedTree tree) {
    List<ScannedObject> objects = new ArrayList<>();
    Set<StrengthRule> used = ConcurrentHashMap.newKeySet();
    for (InstallPath virtualenv : tree.virtualenvs()) {
      Path staged = tree.staging().locate(virtualenv);
      InstalledDistributions distributions = InstalledDistributions.in(staged);
      Trees.regularFiles(staged).parallelStream()
          .map(file -> scan(file, staged, distributions.owner(file), tree, used))
          .flatMap(Optional::stream)
          .forEachOrdered(objects::add);
    }
    for (StrengthRule rule : tree.rules()) {
      if (!used.contains(rule)) {
        warnings.accept("no machine code matches '" + rule.pattern() + "'");
      }
    }
    return objects;
  }

  private Optional<ScannedObject> scan(
      Path file,
      Path virtualenv,
      Optional<Distribution> owner,
      StagedTree tree,
      Set<StrengthRule> used) {
    Optional<ElfIdentity> identity = ElfIdentity.of(file).filter(ElfIdentity::loadable);
    if (identity.isEmpty()) {
      return Optional.empty();
    }
    Strength strength = Strength.DEPENDS;
    for (StrengthRule rule : tree.rules()) {
      if (rule.matches(virtualenv.relativize(file), owner.map(Distribution::name).orElse(""))) {
        strength = strength.and(rule.strength());
        used.add(rule);
      }
    }
    return read(file, tree.staging().installed(file), owner, strength, identity.get().abi());
  }

  private Optional<ScannedObject> read(
      Path file,
      InstallPath installPath,
      Optional<Distribution> distribution,
      Strength strength,
      ElfAbi abi) {
    String owner = distribution.map(Distribution::toString).orElse("no distribution");
    boolean foreign = hostAbi.isPresent() && !hostAbi.get().equals(abi);
    try {
      if (!foreign) {
        return Optional.of(
            new ScannedObject(file, installPath, owner, strength, reader.read(file)));
      }
    } catch (MalformedElfException e) {
      if (strength != Strength.IGNORED) {
        throw new EngineException(
            ExitCode.PACKAGING,
            "'" + installPath + "' of " + owner + " is a damaged ELF object: " + e.getMessage(),
            "install the distribution again, or leave the file out: " + IGNORE + "PATH",
            e);
      }
    }
    if (strength != Strength.IGNORED) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'"
              + installPath
              + "' of "
              + owner
              + " is for another machine: "
              + abi
              + " where this build is for "
              + hostAbi.map(ElfAbi::toString).orElse("any"),
          "require a wheel for the architecture of the build, or leave the file out: "
              + IGNORE
              + "PATH");
    }
    return Optional.empty();
  }
}
