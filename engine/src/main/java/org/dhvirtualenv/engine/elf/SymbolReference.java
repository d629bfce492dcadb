package org.dhvirtualenv.engine.elf;

import java.util.Optional;

/**
 * A dynamic symbol that an object uses and does not define.
 *
 * @param name the symbol's name
 * @param version the symbol version that it was linked against
 * @param weak whether the object also works without it (STB_WEAK)
 */
public record SymbolReference(String name, Optional<SymbolVersion> version, boolean weak) {
  /** Returns the name as deb-symbols(5) writes it: {@code name@version} or {@code name@Base}. */
  public String debianName() {
    return name + '@' + (version.isPresent() ? version.get().name() : "Base");
  }

  // The methods of a record are put together at run time, which takes long for so many references.

  @Override
  public boolean equals(Object other) {
    return other instanceof SymbolReference reference
        && name.equals(reference.name)
        && version.equals(reference.version)
        && weak == reference.weak;
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + version.hashCode();
  }
}
