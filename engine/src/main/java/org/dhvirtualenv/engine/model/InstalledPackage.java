package org.dhvirtualenv.engine.model;

import java.util.Optional;

/**
 * An installed binary package.
 *
 * @param name its name
 * @param architecture what dpkg calls it apart by, for {@code Multi-Arch: same} packages only
 */
public record InstalledPackage(PackageName name, Optional<String> architecture) {
  /** Returns the package that dpkg spells {@code text}, such as {@code libc6:amd64}. */
  public static InstalledPackage parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new InstalledPackage(new PackageName(text), Optional.empty())
        : new InstalledPackage(
            new PackageName(text.substring(0, colon)), Optional.of(text.substring(colon + 1)));
  }

  /** Returns dpkg's spelling. */
  @Override
  public String toString() {
    return name + architecture.map(known -> ":" + known).orElse("");
  }
}
