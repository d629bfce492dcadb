package org.dhvirtualenv.engine.dpkg;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * Asks apt-file(1) which package of the archive has a file; it knows only if its index is there.
 */
public final class ContentsIndex {
  private final CommandRunner runner;

  /** Creates an index that runs apt-file through {@code runner}. */
  public ContentsIndex(CommandRunner runner) {
    this.runner = runner;
  }

  /** Returns a package with a file called {@code name}; empty if apt-file cannot tell. */
  public Optional<PackageName> packageWith(String name) {
    Command command =
        new Command(
            List.of("apt-file", "--package-only", "search", "/" + name), Path.of("/"), Map.of());
    try {
      return runner.query(command).output().stream()
          .filter(line -> !line.isBlank())
          .findFirst()
          .map(PackageName::new);
    } catch (EngineException e) {
      return Optional.empty(); // apt-file is not installed
    }
  }
}
