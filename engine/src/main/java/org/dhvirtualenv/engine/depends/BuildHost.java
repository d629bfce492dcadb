package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.ElfAbi;

/**
 * The architecture that the package is built for, and its libraries on the build machine.
 *
 * @param name as dpkg knows it, such as amd64 (DEB_HOST_ARCH)
 * @param multiarch the name of its library directories, such as x86_64-linux-gnu
 * @param cross whether the build machine is of another architecture
 * @param abi what its objects are; empty if unknown
 * @param libraries where its loader looks
 */
public record BuildHost(
    String name, String multiarch, boolean cross, Optional<ElfAbi> abi, SystemLibraries libraries) {
  /** Describes the machine itself. */
  public static BuildHost of(String name, String multiarch, boolean cross, Optional<ElfAbi> abi) {
    return new BuildHost(name, multiarch, cross, abi, at(Path.of("/"), multiarch, cross));
  }

  /** Returns the directories that the loader would search if {@code root} were the system's. */
  SystemLibraries librariesBelow(Path root) {
    return libraries.below(root);
  }

  private static SystemLibraries at(Path root, String multiarch, boolean cross) {
    return new SystemLibraries(root, cross ? Optional.of(multiarch) : Optional.empty());
  }
}
