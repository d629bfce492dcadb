package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Finds symbolic links to Python code elsewhere in a repository: {@code common -> ../../common}.
 *
 * <p>Back ends write there as if it were part of the project. Links to anything else, such as data,
 * are only read through.
 */
final class LinkedCode {
  private static final Set<String> SKIPPED = Set.of(".git", "node_modules", "__pycache__", ".tox");

  private LinkedCode() {}

  /** Returns the projects and packages below {@code limit} that links in a directory lead to. */
  static Set<Path> in(Path directory, Path limit) {
    Set<Path> found = new LinkedHashSet<>();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              return SKIPPED.contains(String.valueOf(path.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isSymbolicLink()) {
                follow(file, directory, limit, found);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
    return found;
  }

  private static void follow(Path link, Path directory, Path limit, Set<Path> found) {
    try {
      Path target = link.toRealPath();
      boolean elsewhere = !target.startsWith(directory) && !directory.startsWith(target);
      if (target.startsWith(limit) && elsewhere && (isProject(target) || isPackage(target))) {
        found.add(target);
      }
    } catch (IOException e) {
      // it leads nowhere
    }
  }

  /** Returns whether pip can install {@code directory}. */
  static boolean isProject(Path directory) {
    return Stream.of("setup.py", "setup.cfg", "pyproject.toml")
        .anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
  }

  private static boolean isPackage(Path directory) {
    return Files.isRegularFile(directory.resolve("__init__.py"));
  }
}
