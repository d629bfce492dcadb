package org.dhvirtualenv.engine.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Says what is to be copied.
 *
 * @param directory the source directory: the project and its requirements; absolute
 * @param buildTree the directory that holds debian/: the source directory, one above it, one below
 *     it or one elsewhere; absolute
 * @param leftOut directories that are no source wherever they lie, such as staging roots and the
 *     build's directories for temporary files; absolute
 * @param requirements files with requirements that will be installed; absolute
 * @param arguments arguments for pip, which may name directories as well
 */
public record SourceTree(
    Path directory,
    Path buildTree,
    Set<Path> leftOut,
    List<Path> requirements,
    List<String> arguments) {
  /** Copies the collections. */
  public SourceTree {
    if (!directory.isAbsolute() || !buildTree.isAbsolute()) {
      throw new IllegalArgumentException("relative: " + directory + ", " + buildTree);
    }
    leftOut = Set.copyOf(leftOut);
    requirements = List.copyOf(requirements);
    arguments = List.copyOf(arguments);
  }
}
