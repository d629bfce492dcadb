package org.dhvirtualenv.engine.objects;

import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.state.Manifest;

/**
 * The executables and shared objects of a virtualenv.
 *
 * @param all every one
 * @param builtHere those that were compiled during this build, and not taken from a prebuilt wheel
 */
record MachineCode(List<Path> all, List<Path> builtHere) {
  private static final int SHOWN = 10;

  /**
   * Looks at every file of {@code virtualenv}, which has {@code distributions}. What is in {@code
   * manifest} was not compiled here.
   */
  static MachineCode in(Path virtualenv, InstalledDistributions distributions, Manifest manifest) {
    List<Path> all =
        Trees.regularFiles(virtualenv).parallelStream()
            .filter(file -> ElfIdentity.of(file).map(ElfIdentity::loadable).orElse(false))
            .toList();
    List<Path> builtHere =
        all.stream()
            .filter(file -> !manifest.untouched(file))
            .filter(file -> distributions.owner(file).map(Distribution::builtHere).orElse(false))
            .toList();
    return new MachineCode(all, builtHere);
  }

  /** Reports all of it, for a package that is {@code Architecture: all}. */
  void report(Virtualenv virtualenv, Findings findings) {
    all.stream().limit(SHOWN).forEach(file -> findings.add(misplaced(virtualenv.installed(file))));
  }

  private Finding misplaced(InstallPath file) {
    String more = all.size() > SHOWN ? " (one of " + all.size() + " files)" : "";
    return Finding.error(
        file.toString(),
        "the package is Architecture: all, but '" + file + "' is machine code" + more,
        "set 'Architecture: any' in debian/control");
  }
}
