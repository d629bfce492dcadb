package org.dhvirtualenv.engine.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Removes a tree that somebody else has filled.
 *
 * <p>A directory without permissions is given them first. One that lies so deep that its path comes
 * near the limit of the system (PATH_MAX, 4096 bytes) is moved up. Entries that vanish meanwhile do
 * no harm, and new ones that a program which is still ending leaves behind are removed as well.
 */
final class TreeRemover extends SimpleFileVisitor<Path> {
  /** Length of a path, in characters of up to 3 bytes, from which on a directory is moved up. */
  private static final int DEEP = 1000;

  private static final int ATTEMPTS = 10;

  private final Path root;
  private int moved;

  private TreeRemover(Path root) {
    this.root = root;
  }

  /** Removes {@code root} and everything below it. */
  static void remove(Path root) throws IOException {
    TreeRemover remover = new TreeRemover(root);
    for (int attempt = 1; ; attempt++) {
      int before = remover.moved;
      try {
        Files.walkFileTree(root, remover);
        return;
      } catch (DirectoryNotEmptyException e) {
        if (attempt > ATTEMPTS && remover.moved == before) {
          throw e;
        }
      }
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    if (directory.toString().length() - root.toString().length() <= DEEP) {
      return FileVisitResult.CONTINUE;
    }
    Path higher = root.resolve("moved-" + moved++);
    permitted(Trees.parent(directory), () -> Files.move(directory, higher));
    return FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    permitted(Trees.parent(file), () -> Files.deleteIfExists(file));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    if (!(failure instanceof AccessDeniedException) || !allow(file)) {
      throw failure;
    }
    remove(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, IOException failure)
      throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      Files.deleteIfExists(directory);
    } catch (AccessDeniedException e) {
      if (directory.equals(root)) {
        throw e; // the directory that holds it is not ours to change
      }
      permitted(Trees.parent(directory), () -> Files.deleteIfExists(directory));
    }
    return FileVisitResult.CONTINUE;
  }

  /** An operation on a directory's entries. */
  private interface Change {
    void run() throws IOException;
  }

  private void permitted(Path directory, Change change) throws IOException {
    try {
      change.run();
    } catch (AccessDeniedException e) {
      if (!directory.startsWith(root) || !allow(directory)) {
        throw e;
      }
      change.run();
    }
  }

  /** Lets the owner do everything in {@code directory}; returns whether that was news. */
  private static boolean allow(Path directory) throws IOException {
    try {
      var all = PosixFilePermissions.fromString("rwx------");
      var now = Files.getPosixFilePermissions(directory);
      Files.setPosixFilePermissions(directory, all);
      return !now.containsAll(all);
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
