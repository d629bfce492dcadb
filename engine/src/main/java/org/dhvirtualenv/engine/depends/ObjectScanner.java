package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.phase.StagedTree;

/** Reads every loadable object of the virtualenvs. */
final class ObjectScanner {
  private final ElfReader reader;
  private final Optional<ElfAbi> hostAbi;

  /**
   * Creates a scanner.
   *
   * @param reader reads the objects
   * @param hostAbi what the host architecture's objects are; empty if unknown
   */
  ObjectScanner(ElfReader reader, Optional<ElfAbi> hostAbi) {
    this.reader = reader;
    this.hostAbi = hostAbi;
  }

  List<ScannedObject> scan(StagedTree tree) {
    List<ScannedObject> objects = new ArrayList<>();
    for (InstallPath virtualenv : tree.virtualenvs()) {
      Path staged = tree.staging().locate(virtualenv);
      InstalledDistributions distributions = InstalledDistributions.in(staged);
      for (Path file : Trees.regularFiles(staged)) {
        Optional<ElfIdentity> identity = ElfIdentity.of(file).filter(ElfIdentity::loadable);
        if (identity.isPresent()) {
          InstallPath installPath = tree.staging().installed(file);
          String owner =
              distributions.owner(file).map(Distribution::toString).orElse("no distribution");
          refuseForeign(identity.get().abi(), installPath, owner);
          objects.add(new ScannedObject(file, installPath, owner, read(file, installPath, owner)));
        }
      }
    }
    return objects;
  }

  private ElfObject read(Path file, InstallPath installPath, String owner) {
    try {
      return reader.read(file);
    } catch (MalformedElfException e) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + installPath + "' of " + owner + " is a damaged ELF object: " + e.getMessage(),
          "install the distribution again, or remove the file before dh_virtualenv_shlibdeps",
          e);
    }
  }

  private void refuseForeign(ElfAbi abi, InstallPath installPath, String owner) {
    if (hostAbi.isPresent() && !hostAbi.get().equals(abi)) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'"
              + installPath
              + "' of "
              + owner
              + " is for another machine: "
              + abi
              + " where this build is for "
              + hostAbi.get(),
          "require a wheel for the architecture of the build, or remove the file before"
              + " dh_virtualenv_shlibdeps");
    }
  }
}
