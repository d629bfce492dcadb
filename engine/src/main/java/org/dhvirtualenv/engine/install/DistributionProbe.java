package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.process.Command;

/** Asks an interpreter for distributions that it sees (PEP 376). */
final class DistributionProbe {
  private static final String PROGRAM =
      """
      import importlib.metadata as metadata, sys
      for name in sys.argv[1:]:
          try:
              found = metadata.distribution(name)
              print(found.metadata['Name'], found.version, found._path, sep='\\t')
          except metadata.PackageNotFoundError:
              print(name)
      """;

  private DistributionProbe() {}

  /**
   * Returns the command that prints for each of {@code names} its name, version and metadata path,
   * separated by tabs, or the name alone if it is not there.
   */
  static Command of(Path interpreter, Collection<String> names) {
    List<String> arguments = new ArrayList<>(List.of(interpreter.toString(), "-I", "-c", PROGRAM));
    arguments.addAll(names);
    return new Command(arguments, Path.of("/"), Map.of());
  }
}
