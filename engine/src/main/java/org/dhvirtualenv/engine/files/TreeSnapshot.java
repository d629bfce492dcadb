package org.dhvirtualenv.engine.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Remembers which entries a tree has, so that later additions can be taken back.
 *
 * <p>Changes inside files that existed before are not undone, and what is added to a directory that
 * could not be read is not seen. Only for trees to which nobody else adds.
 */
public final class TreeSnapshot {
  private final Path root;
  private final Set<Path> excluded;
  private final Set<Path> entries;

  private TreeSnapshot(Path root, Set<Path> excluded) {
    this.root = root;
    this.excluded = Set.copyOf(excluded);
    this.entries = new HashSet<>(list());
  }

  /** Remembers what is below {@code root}; the trees in {@code excluded} are never looked at. */
  public static TreeSnapshot of(Path root, Set<Path> excluded) {
    return new TreeSnapshot(root, excluded);
  }

  /** Removes everything that was not there when this snapshot was made. */
  public void removeAdditions() {
    for (Path path : list()) {
      if (!entries.contains(path)) {
        Trees.delete(path);
      }
    }
  }

  private List<Path> list() {
    List<Path> found = new ArrayList<>();
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes at) {
              if (excluded.contains(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              found.add(directory);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes at) {
              found.add(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              if (!(failure instanceof NoSuchFileException)) {
                found.add(file); // an unreadable directory: known, but not what is in it
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw FileFailure.of(root, e);
    }
    return found;
  }
}
