package org.dhvirtualenv.engine.source;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Says which part of the file system the copy stands for, and where each path lies in it.
 *
 * <p>The copy keeps names and relative positions from {@code top} downwards, since back ends look
 * at both: {@code ../LICENSE}, or a version in the name of a directory.
 *
 * @param source the source directory, without symbolic links
 * @param limit the uppermost directory of which the neighbours of what is copied are shown: the top
 *     of the repository or the build tree
 * @param top the directory above or equal to everything that is copied
 * @param roots the directories and files that are copied, none of them inside another
 * @param shown directories outside of the limit that are links to the original ones
 * @param home the directory that holds the copy
 */
record Region(Path source, Path limit, Path top, Set<Path> roots, Set<Path> shown, Path home) {
  Region {
    roots = Set.copyOf(roots);
    shown = Set.copyOf(shown);
  }

  /** Returns the smallest region with {@code limit} and all that is {@code named}. */
  static Region of(Path source, Path limit, NamedPaths named, Path home) {
    Set<Path> wanted = named.copied();
    TreeSet<Path> roots = new TreeSet<>();
    Path top = limit;
    for (Path path : wanted) {
      if (wanted.stream().noneMatch(other -> !other.equals(path) && path.startsWith(other))) {
        roots.add(path);
      }
      top = common(top, path);
    }
    for (Path path : named.shown()) {
      top = common(top, path);
    }
    return new Region(source, limit, top, roots, named.shown(), home);
  }

  private static Path common(Path one, Path other) {
    Path common = one;
    while (!other.startsWith(common)) {
      common = common.getParent() == null ? one.getRoot() : common.getParent();
    }
    return common;
  }

  /** Returns whether {@code path} lies where the copy has a place for it. */
  boolean contains(Path path) {
    return path.startsWith(top);
  }

  /** Returns the place in the copy of {@code path}, which this region contains. */
  Path counterpart(Path path) {
    Path name = top.getFileName();
    Path copy = name == null ? home : home.resolve(name);
    return copy.resolve(top.relativize(path));
  }

  /** Returns whether {@code path} is copied whole. */
  boolean copies(Path path) {
    return roots.stream().anyMatch(path::startsWith);
  }

  /** Returns whether {@code path} lies above something that is copied or shown. */
  boolean leadsTo(Path path) {
    return Stream.concat(roots.stream(), shown.stream())
        .anyMatch(one -> one.startsWith(path) && !one.equals(path));
  }

  /** Returns whether {@code path}, which is not copied, can be seen from the copy. */
  boolean shows(Path path) {
    return shown.contains(path) || (path.startsWith(limit) && !path.equals(limit));
  }
}
