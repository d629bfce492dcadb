package org.dhvirtualenv.engine.elf;

/**
 * A symbol version that an object was linked against.
 *
 * @param name such as {@code GLIBC_2.34}
 * @param library the soname that is said to have it (vn_file)
 */
public record SymbolVersion(String name, String library) {
  // The methods of a record are put together at run time, which takes long for so many references.

  @Override
  public boolean equals(Object other) {
    return other instanceof SymbolVersion version
        && name.equals(version.name)
        && library.equals(version.library);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + library.hashCode();
  }
}
