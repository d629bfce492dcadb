package org.dhvirtualenv.engine.wheel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * Finds out where in a tree a file really comes to lie.
 *
 * <p>A virtualenv has links to directories of its own, such as {@code lib64}; one that leads out of
 * the tree is never followed.
 */
final class TargetPaths {
  private final Path tree;
  private final Map<Path, Map<String, Optional<Path>>> below = new HashMap<>();
  private final Map<Path, Optional<Path>> directories = new HashMap<>();
  private final Set<Path> missing = new HashSet<>();

  TargetPaths(Path tree) {
    this.tree = tree;
  }

  /**
   * Returns the file {@code name} below {@code base}, a directory in the tree; nothing if it would
   * lie outside of the tree or below something that is no directory.
   */
  Optional<Path> resolve(Path base, String name) {
    int slash = name.lastIndexOf('/') + 1;
    String last = name.substring(slash);
    if (last.isEmpty() || last.equals(".") || last.equals("..")) {
      return Optional.empty(); // no name of a file
    }
    try {
      return below
          .computeIfAbsent(base, key -> new HashMap<>())
          .computeIfAbsent(name.substring(0, slash), parent -> parent(base, parent))
          .map(directory -> directory.resolve(last))
          .filter(file -> !file.equals(tree));
    } catch (InvalidPathException e) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          "cannot write '" + Refusal.visible(name) + "': " + e.getReason(),
          "set LC_ALL=C.UTF-8",
          e);
    }
  }

  private Optional<Path> parent(Path base, String name) {
    Path directory = base.resolve(name).normalize();
    return directory.startsWith(tree) ? directory(directory) : Optional.empty();
  }

  private Optional<Path> directory(Path directory) {
    if (directory.equals(tree)) {
      return Optional.of(tree);
    }
    Optional<Path> known = directories.get(directory);
    if (known == null) {
      known =
          directory(Trees.parent(directory))
              .flatMap(parent -> real(parent.resolve(directory.getFileName())));
      directories.put(directory, known);
    }
    return known;
  }

  private Optional<Path> real(Path directory) {
    try {
      if (missing.contains(directory.getParent())
          || !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        missing.add(directory);
        return Optional.of(directory);
      }
      BasicFileAttributes attributes =
          Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return Optional.of(directory);
      }
      if (!attributes.isSymbolicLink() || !Files.isDirectory(directory)) {
        return Optional.empty();
      }
      Path real = directory.toRealPath();
      Path root = tree.toRealPath();
      return real.startsWith(root)
          ? Optional.of(tree.resolve(root.relativize(real)).normalize())
          : Optional.empty();
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }
}
