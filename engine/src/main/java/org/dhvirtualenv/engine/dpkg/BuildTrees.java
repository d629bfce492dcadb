package org.dhvirtualenv.engine.dpkg;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * The staging roots in which libraries of this build are looked for, as dpkg-shlibdeps(1) does: the
 * package's own, then those of the same source that have shlibs or symbols information.
 */
final class BuildTrees {
  private BuildTrees() {}

  /** Returns them, {@code own} first, for the source in {@code sourceDirectory}. */
  static List<Path> of(Path own, Path sourceDirectory) {
    List<Path> roots = new ArrayList<>(List.of(own));
    Path debian = sourceDirectory.resolve("debian");
    if (!Files.isDirectory(debian)) {
      return roots;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(debian)) {
      List<Path> others = new ArrayList<>();
      for (Path child : children) {
        if (Files.exists(child.resolve("DEBIAN/shlibs"))
            || Files.exists(child.resolve("DEBIAN/symbols"))) {
          others.add(child.toRealPath());
        }
      }
      others.stream().sorted().filter(other -> !roots.contains(other)).forEach(roots::add);
    } catch (IOException e) {
      throw FileFailure.of(debian, e);
    }
    return roots;
  }
}
