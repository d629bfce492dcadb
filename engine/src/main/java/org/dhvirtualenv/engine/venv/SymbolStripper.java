package org.dhvirtualenv.engine.venv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Strips objects that were compiled during this build, as dh_strip(1) would.
 *
 * <p>Objects of prebuilt wheels stay as they are: patched ones do not survive strip
 * (auditwheel#716, dh-virtualenv#150).
 */
final class SymbolStripper {
  private static final int BATCH = 200;

  private final CommandRunner runner;
  private final String strip;

  /** Creates a stripper that runs {@code strip}, the host architecture's if cross-building. */
  SymbolStripper(CommandRunner runner, String strip) {
    this.runner = runner;
    this.strip = strip;
  }

  /** Strips what was compiled here and returns those files. */
  Set<Path> strip(Path virtualenv) {
    InstalledDistributions distributions = InstalledDistributions.in(virtualenv);
    List<Path> objects = new ArrayList<>();
    for (Path file : Trees.regularFiles(virtualenv)) {
      Optional<Distribution> owner = distributions.owner(file);
      if (owner.isPresent()
          && owner.get().builtHere()
          && ElfIdentity.of(file).map(ElfIdentity::loadable).orElse(false)) {
        objects.add(file);
      }
    }
    for (int from = 0; from < objects.size(); from += BATCH) {
      run(objects.subList(from, Math.min(from + BATCH, objects.size())), virtualenv);
    }
    return new HashSet<>(objects);
  }

  private void run(List<Path> objects, Path virtualenv) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                strip,
                "--remove-section=.comment",
                "--remove-section=.note",
                "--strip-unneeded",
                "--enable-deterministic-archives"));
    objects.forEach(object -> arguments.add(object.toString()));
    Command command = new Command(arguments, virtualenv, Map.of());
    CommandResult result = runner.run(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "cannot strip the objects that were compiled here",
          command,
          result,
          "install binutils, or build with DEB_BUILD_OPTIONS=nostrip");
    }
  }
}
