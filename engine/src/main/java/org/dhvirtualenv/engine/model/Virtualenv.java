package org.dhvirtualenv.engine.model;

import java.nio.file.Path;

/**
 * A virtualenv of this machine and the place that it will have on the target.
 *
 * @param tree its directory on this machine, absolute
 * @param place its directory on the target
 * @param home where its programs look for its interpreter: {@code tree} as long as somebody goes on
 *     working in it, {@code place} in the end
 * @param interpreter what its {@code bin/python3} points to
 */
public record Virtualenv(Path tree, InstallPath place, Path home, Interpreter interpreter) {
  /** Describes one that works where it will be. */
  public static Virtualenv atPlace(Path tree, InstallPath place, Interpreter interpreter) {
    return new Virtualenv(tree, place, place.onTarget(), interpreter);
  }

  /** Describes one that works where it is. */
  public static Virtualenv inPlace(Path tree, InstallPath place, Interpreter interpreter) {
    return new Virtualenv(tree, place, tree, interpreter);
  }

  /** Returns where {@code file}, which lies in the tree, will be on the target. */
  public InstallPath installed(Path file) {
    return InstallPath.of(place.onTarget().resolve(tree.relativize(file)));
  }

  /** Returns the directory of its programs. */
  public Path executables() {
    return tree.resolve("bin");
  }

  /** Returns the directory of its modules, pure ones and others (sysconfig's purelib, platlib). */
  public Path sitePackages() {
    return tree.resolve("lib").resolve(interpreter.library()).resolve("site-packages");
  }
}
