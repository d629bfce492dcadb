package org.dhvirtualenv.engine.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The git repositories of the source, each with its copy. */
final class Repositories {
  private final Git git;
  private final Supplier<TreeCopier> copiers;
  private final Map<Path, WorkTree> workTrees = new HashMap<>();
  private final Map<WorkTree, Set<Path>> tracked = new HashMap<>();

  /** The top of a work tree, and its copy. */
  record WorkTree(Path original, Path copy) {}

  /** Creates a collection of none; {@code copiers} makes copiers for the data of repositories. */
  Repositories(Git git, Supplier<TreeCopier> copiers) {
    this.git = git;
    this.copiers = copiers;
  }

  /** Copies the repository of {@code directory} to its copy if it is the top of a work tree. */
  void copy(Path directory, Path copy) {
    GitDirectory.at(directory)
        .ifPresent(
            repository -> {
              repository.copy(copy.resolve(GitDirectory.NAME), copiers.get());
              workTrees.put(directory, new WorkTree(directory, copy));
            });
  }

  /** Returns whether {@code path} is the .git of a directory whose repository was copied. */
  boolean hasCopied(Path path) {
    return path.endsWith(GitDirectory.NAME) && workTrees.containsKey(path.getParent());
  }

  /** Returns whether git tracks anything in {@code directory}, which may be left out. */
  boolean track(Path directory) {
    return workTree(directory)
        .map(tree -> tracked.computeIfAbsent(tree, this::tracked).contains(directory))
        .orElse(false);
  }

  private Set<Path> tracked(WorkTree tree) {
    Set<Path> directories = new HashSet<>();
    for (String name : git.list(tree, SourceSelection.PATHSPECS)) {
      Path path = tree.original().resolve(name).getParent();
      while (path != null && !path.equals(tree.original()) && directories.add(path)) {
        path = path.getParent();
      }
    }
    return directories;
  }

  /** Returns the innermost work tree that holds {@code path}. */
  private Optional<WorkTree> workTree(Path path) {
    return Stream.iterate(path.getParent(), directory -> directory != null, Path::getParent)
        .flatMap(directory -> Optional.ofNullable(workTrees.get(directory)).stream())
        .findFirst();
  }

  /**
   * Lets git believe that what stands in the copy for {@code paths} is unchanged, unless it has
   * been changed in the original.
   */
  void hide(Iterable<Path> paths) {
    inside(paths).forEach(git::hide);
  }

  /** Lets git not count the links that stand in the copy for {@code paths} as new files. */
  void ignore(Iterable<Path> paths) {
    inside(paths).forEach(git::ignore);
  }

  /** Returns for each work tree those of {@code paths} that lie in it, relative to its top. */
  private Map<WorkTree, List<Path>> inside(Iterable<Path> paths) {
    Map<WorkTree, List<Path>> inside = new HashMap<>();
    for (Path path : paths) {
      workTree(path)
          .ifPresent(
              tree ->
                  inside
                      .computeIfAbsent(tree, key -> new ArrayList<>())
                      .add(tree.original().relativize(path)));
    }
    return inside;
  }
}
