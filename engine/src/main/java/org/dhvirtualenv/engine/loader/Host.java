package org.dhvirtualenv.engine.loader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfIdentity;

/**
 * The machine that the package is built for, as its loader knows it.
 *
 * @param multiarch the name of its library directories, such as x86_64-linux-gnu
 * @param abi what its objects are; empty if it has no C library here
 * @param libraries where its loader looks
 */
public record Host(String multiarch, Optional<ElfAbi> abi, SystemLibraries libraries) {
  /** Describes the machine itself, or another one that it builds for if {@code cross}. */
  public static Host of(String multiarch, boolean cross) {
    Optional<ElfAbi> abi =
        Stream.of("/usr/lib", "/lib")
            .map(directory -> Path.of(directory, multiarch, "libc.so.6"))
            .filter(Files::isRegularFile)
            .findFirst()
            .flatMap(ElfIdentity::of)
            .map(ElfIdentity::abi);
    return new Host(
        multiarch,
        abi,
        new SystemLibraries(Path.of("/"), cross ? Optional.of(multiarch) : Optional.empty()));
  }
}
