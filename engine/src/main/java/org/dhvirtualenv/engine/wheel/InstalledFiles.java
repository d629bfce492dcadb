package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * The distributions that are in a tree, divided into those that go and those that stay.
 *
 * <p>What goes are the files that RECORD names and that lie in the tree, with their byte code; a
 * file that a distribution that stays names too is kept, and so is what makes the tree a
 * virtualenv.
 */
final class InstalledFiles {
  /**
   * A distribution's file.
   *
   * @param distribution whose it is
   * @param row what its RECORD says
   */
  record Claim(Distribution distribution, RecordRow row) {
    String title() {
      return distribution.name() + " " + distribution.version();
    }
  }

  private final WheelScheme scheme;
  private final TargetPaths paths;
  private final List<Distribution> going = new ArrayList<>();
  private final Map<Path, List<Claim>> staying = new HashMap<>();

  InstalledFiles(WheelScheme scheme, List<Distribution> all, Predicate<Distribution> goes) {
    this.scheme = scheme;
    this.paths = new TargetPaths(scheme.tree());
    for (Distribution distribution : all) {
      if (!distribution.metadata().startsWith(scheme.site())) {
        continue;
      }
      if (goes.test(distribution)) {
        going.add(distribution);
      } else {
        for (RecordRow row : distribution.records()) {
          locate(row)
              .ifPresent(
                  file ->
                      staying
                          .computeIfAbsent(file, key -> new ArrayList<>())
                          .add(new Claim(distribution, row)));
        }
      }
    }
  }

  /**
   * Returns the files that go.
   *
   * @throws EngineException if a distribution has no RECORD, so that nobody knows them
   */
  Set<Path> removed() {
    Set<Path> files = new LinkedHashSet<>();
    for (Distribution distribution : going) {
      if (distribution.records().isEmpty()) {
        throw new EngineException(
            ExitCode.PACKAGING,
            "cannot remove '" + distribution + "': it has no RECORD in " + distribution.metadata(),
            "do not delete RECORD before the last call, or start with an empty virtualenv");
      }
      for (RecordRow row : distribution.records()) {
        locate(row)
            .filter(file -> !staying.containsKey(file) && !scheme.essential(file))
            .ifPresent(files::add);
      }
    }
    return files;
  }

  /** Returns who names {@code file} and stays. */
  List<Claim> claims(Path file) {
    return staying.getOrDefault(file, List.of());
  }

  /** Returns all files of those that stay. */
  Map<Path, List<Claim>> claims() {
    return staying;
  }

  private Optional<Path> locate(RecordRow row) {
    Path path = Path.of(row.path());
    if (!path.isAbsolute()) {
      return paths.resolve(scheme.site(), row.path());
    }
    Path place = scheme.place().onTarget();
    return path.startsWith(place)
        ? paths.resolve(scheme.tree(), place.relativize(path).toString())
        : paths.resolve(scheme.tree(), row.path());
  }
}
