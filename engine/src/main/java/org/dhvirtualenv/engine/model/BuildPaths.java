package org.dhvirtualenv.engine.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Paths of this machine that mean nothing on the target.
 *
 * @param moved trees, each with the path that it has on the target; one that is not forbidden, such
 *     as a temporary directory, may be left where it cannot be replaced
 * @param forbidden trees that no file of the virtualenv may name in the end
 * @param allowed globs of files, relative to the virtualenv, that may name them
 * @param copies private copies of sources, below one of {@code moved}; what names them has been
 *     written by the build of a project, which looks there for its files
 */
public record BuildPaths(
    Map<Path, Path> moved, Set<Path> forbidden, List<String> allowed, Set<Path> copies) {
  /** Copies the collections; the order of {@code moved} is kept. */
  public BuildPaths {
    moved = Collections.unmodifiableMap(new LinkedHashMap<>(moved));
    forbidden = Set.copyOf(forbidden);
    allowed = List.copyOf(allowed);
    copies = Set.copyOf(copies);
  }

  /** Creates paths of a virtualenv for which nothing was copied. */
  public BuildPaths(Map<Path, Path> moved, Set<Path> forbidden, List<String> allowed) {
    this(moved, forbidden, allowed, Set.of());
  }

  /** Returns moved trees that are not forbidden: they do not outlive the build. */
  public Set<Path> temporary() {
    return moved.keySet().stream()
        .filter(tree -> !forbidden.contains(tree))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns only those of {@code tree}, which may be named where it cannot be replaced. */
  public BuildPaths only(Path tree) {
    return new BuildPaths(Map.of(tree, Path.of("/")), Set.of(), allowed, copies);
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
