package org.dhvirtualenv.engine.model;

import java.nio.file.Path;

/**
 * The directory on the build host that stands for the target's root directory, {@code debian/PKG}.
 *
 * @param path absolute, without symbolic links
 */
public record StagingRoot(Path path) {
  /** Checks that the path is absolute. */
  public StagingRoot {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("staging root is relative: " + path);
    }
  }

  /** Returns where on the build host the file for {@code installPath} lies. */
  public Path locate(InstallPath installPath) {
    return path.resolve(Path.of("/").relativize(installPath.onTarget()));
  }

  /** Returns where the staged file {@code staged} will be on the target. */
  public InstallPath installed(Path staged) {
    return InstallPath.of(Path.of("/").resolve(path.relativize(staged)));
  }

  /** Says whether {@code file} lies below this root. */
  public boolean contains(Path file) {
    return file.normalize().startsWith(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
