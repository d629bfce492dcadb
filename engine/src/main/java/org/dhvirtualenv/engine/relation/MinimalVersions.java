package org.dhvirtualenv.engine.relation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.PackageName;

/**
 * The minimal versions that the source package's Build-Depends ask for (Policy 7.7).
 *
 * @param versions by the name of the package
 */
public record MinimalVersions(Map<String, DebianVersion> versions) {
  /** Copies the map. */
  public MinimalVersions {
    versions = Map.copyOf(versions);
  }

  /** Reads {@code NAME=VERSION} pairs; of several versions of a package the highest counts. */
  public static MinimalVersions parse(List<String> pairs) {
    Map<String, DebianVersion> versions = new HashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new EngineException(
            ExitCode.COMMAND_LINE,
            "'" + pair + "' is no minimal version of a package",
            "give the name of a package, an equals sign and a version");
      }
      versions.merge(
          new PackageName(pair.substring(0, equals)).value(),
          new DebianVersion(pair.substring(equals + 1)),
          BinaryOperator.maxBy(Comparator.naturalOrder()));
    }
    return new MinimalVersions(versions);
  }

  /** Returns the version that is asked of the package {@code name}. */
  Optional<DebianVersion> of(String name) {
    return Optional.ofNullable(versions.get(name));
  }
}
