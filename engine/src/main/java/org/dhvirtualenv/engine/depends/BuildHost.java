package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.ElfAbi;

/**
 * The architecture that the package is built for, and its libraries on the build machine.
 *
 * @param name as dpkg knows it, such as amd64 (DEB_HOST_ARCH)
 * @param multiarch the name of its library directories, such as x86_64-linux-gnu
 * @param abi what its objects are; empty if unknown
 * @param libraries where its loader looks
 */
public record BuildHost(
    String name, String multiarch, Optional<ElfAbi> abi, SystemLibraries libraries) {
  /** Describes the machine itself, which is of another architecture if {@code cross}. */
  public static BuildHost of(String name, String multiarch, boolean cross, Optional<ElfAbi> abi) {
    Optional<String> crossMultiarch = cross ? Optional.of(multiarch) : Optional.empty();
    return new BuildHost(name, multiarch, abi, new SystemLibraries(Path.of("/"), crossMultiarch));
  }

  /** Returns the directories that the loader would search if {@code root} were the system's. */
  SystemLibraries librariesBelow(Path root) {
    return libraries.below(root);
  }
}
