package org.dhvirtualenv.engine.venv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;

/**
 * The executables and shared objects of a virtualenv.
 *
 * @param all every one
 * @param builtHere those that were compiled during this build, and not taken from a prebuilt wheel
 */
record MachineCode(List<Path> all, List<Path> builtHere) {
  /** Looks at every file of {@code virtualenv}, which has {@code distributions}. */
  static MachineCode in(Path virtualenv, InstalledDistributions distributions) {
    MachineCode code = new MachineCode(new ArrayList<>(), new ArrayList<>());
    for (Path file : Trees.regularFiles(virtualenv)) {
      if (ElfIdentity.of(file).map(ElfIdentity::loadable).orElse(false)) {
        code.all().add(file);
        if (distributions.owner(file).map(Distribution::builtHere).orElse(false)) {
          code.builtHere().add(file);
        }
      }
    }
    return code;
  }

  /** Fails if there is any although the package is {@code Architecture: all}. */
  void check(VirtualenvSpec spec) {
    if (spec.architectureAll() && !all.isEmpty()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "the package is Architecture: all, but '"
              + spec.staging().installed(all.get(0))
              + "' is machine code",
          "set 'Architecture: any' in debian/control");
    }
  }
}
