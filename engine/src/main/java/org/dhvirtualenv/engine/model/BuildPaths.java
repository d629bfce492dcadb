package org.dhvirtualenv.engine.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Paths of this machine that mean nothing on the target.
 *
 * @param moved trees, each with the path that it has on the target; one that is not forbidden, such
 *     as a temporary directory, may be left where it cannot be replaced
 * @param forbidden trees that no file of the virtualenv may name in the end
 * @param allowed globs of files, relative to the virtualenv, that may name them
 * @param temporary one of {@code moved} that does not outlive the build, if there is one
 */
public record BuildPaths(
    Map<Path, Path> moved, Set<Path> forbidden, List<String> allowed, Optional<Path> temporary) {
  /** Copies the collections; the order of {@code moved} is kept. */
  public BuildPaths {
    moved = Collections.unmodifiableMap(new LinkedHashMap<>(moved));
    forbidden = Set.copyOf(forbidden);
    allowed = List.copyOf(allowed);
  }

  /** Creates paths of a virtualenv that was made before. */
  public BuildPaths(Map<Path, Path> moved, Set<Path> forbidden, List<String> allowed) {
    this(moved, forbidden, allowed, Optional.empty());
  }

  /**
   * Returns the directory in {@code temporary} for private copies of sources. What names it has
   * been written by the build of a project, which looks there for its files.
   */
  public static Path copies(Path temporary) {
    return temporary.resolve("source");
  }

  /** Returns the temporary directory alone, which may be named where it cannot be replaced. */
  public BuildPaths onlyTemporary() {
    Map<Path, Path> only =
        temporary.map(directory -> Map.of(directory, Path.of("/"))).orElse(Map.of());
    return new BuildPaths(only, Set.of(), allowed, temporary);
  }

  /**
   * Returns those of {@code trees} whose name is a trace of this build wherever it stands. A path
   * of a single component, such as /app or /src, is not: programs name directories like these for
   * reasons of their own.
   */
  public static Set<Path> telling(Path... trees) {
    return Arrays.stream(trees)
        .filter(tree -> tree.getNameCount() > 1)
        .collect(Collectors.toUnmodifiableSet());
  }
}
