package org.dhvirtualenv.engine.depends;

import java.util.Optional;
import org.dhvirtualenv.engine.elf.ElfAbi;

/**
 * The architecture that the package is built for.
 *
 * @param name as dpkg knows it, such as amd64 (DEB_HOST_ARCH)
 * @param multiarch the name of its library directories, such as x86_64-linux-gnu
 * @param abi what its objects are; empty if unknown
 */
public record HostArchitecture(String name, String multiarch, Optional<ElfAbi> abi) {}
