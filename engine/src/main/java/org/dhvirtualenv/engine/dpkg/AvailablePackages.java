package org.dhvirtualenv.engine.dpkg;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;

/** Asks apt-cache(8) which packages are installed or in the archive, purely virtual ones aside. */
final class AvailablePackages {
  private final CommandRunner runner;

  AvailablePackages(CommandRunner runner) {
    this.runner = runner;
  }

  boolean has(PackageName name) {
    Command command =
        new Command(
            List.of("apt-cache", "show", "--no-all-versions", "--", name.value()),
            Path.of("/"),
            Map.of());
    try {
      return runner.query(command).output().contains("Package: " + name);
    } catch (EngineException e) {
      return false; // there is no apt-cache
    }
  }
}
