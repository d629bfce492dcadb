package org.dhvirtualenv.engine.wheel;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * A change of a tree that can be undone until it is kept.
 *
 * <p>What gives way is moved into a directory in the tree, so that nothing is copied and no other
 * file system is needed. After {@link #undo} the tree is as it was, byte code of removed modules
 * included.
 */
final class TreeChange {
  static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");

  private static final String STASH = ".dh-python-virtualenv.";

  private final WheelScheme scheme;
  private final Runnable settle;
  private final Set<Path> created = ConcurrentHashMap.newKeySet();
  private final List<Path> directories = new ArrayList<>();
  private final Map<Path, Path> displaced = new LinkedHashMap<>();
  private final SortedSet<Path> thinned = new TreeSet<>();
  private Optional<Path> stash = Optional.empty();

  /**
   * Creates a change of which nothing has been done.
   *
   * @param settle waits until nobody reads modules, before one of them gives way
   */
  TreeChange(WheelScheme scheme, Runnable settle) {
    this.scheme = scheme;
    this.settle = settle;
  }

  /** Creates {@code directory}, which does not exist, with mode 0755; its parent exists. */
  void directory(Path directory) {
    try {
      Files.createDirectory(directory);
      directories.add(directory);
      Files.setPosixFilePermissions(directory, DIRECTORY);
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }

  /** Announces that {@code file}, which does not exist, is going to; from any thread. */
  void create(Path file) {
    created.add(file);
  }

  /** Takes {@code file} away if it exists, with its byte code if it is a module. */
  void displace(Path file) {
    Optional<Path> byteCode = scheme.byteCode(file);
    if (byteCode.isPresent() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      settle.run();
    }
    move(file);
    byteCode.ifPresent(
        code -> {
          move(code);
          Path cache = Trees.parent(code); // which somebody may have emptied
          if (Files.isDirectory(cache, LinkOption.NOFOLLOW_LINKS)) {
            thinned.add(cache);
          }
        });
  }

  private void move(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (stash.isEmpty()) {
        stash = Optional.of(Files.createTempDirectory(scheme.tree(), STASH));
      }
      Path kept = stash.get().resolve(Integer.toString(displaced.size()));
      Files.move(file, kept);
      displaced.put(file, kept);
      thinned.add(Trees.parent(file));
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Makes the change final: what gave way is deleted, and directories that it leaves empty. */
  void keep() {
    stash.ifPresent(Trees::delete);
    while (!thinned.isEmpty()) {
      Path directory = thinned.last();
      thinned.remove(directory);
      boolean whole =
          directory.equals(scheme.site())
              || directory.equals(scheme.scripts())
              || scheme.site().startsWith(directory);
      if (!whole && deleteIfEmpty(directory)) {
        thinned.add(Trees.parent(directory));
      }
    }
  }

  /** Takes everything back. */
  void undo() {
    Set<Path> caches = new TreeSet<>();
    for (Path file : created) {
      delete(file);
      Optional<Path> byteCode = scheme.byteCode(file);
      byteCode.ifPresent(TreeChange::delete);
      byteCode.map(Trees::parent).ifPresent(caches::add);
    }
    caches.forEach(TreeChange::deleteIfEmpty);
    for (int i = directories.size() - 1; i >= 0; i--) {
      deleteIfEmpty(directories.get(i));
    }
    displaced.forEach(
        (file, kept) -> {
          try {
            Files.createDirectories(Trees.parent(file));
            Files.move(kept, file);
          } catch (IOException e) {
            throw FileFailure.of(file, e);
          }
        });
    stash.ifPresent(Trees::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  private static boolean deleteIfEmpty(Path directory) {
    try {
      return Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      return false;
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }
}
