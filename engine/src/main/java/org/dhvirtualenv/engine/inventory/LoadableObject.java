package org.dhvirtualenv.engine.inventory;

import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.model.Soname;

/**
 * An executable or shared object of the tree, for whatever machine; two are equal if they are the
 * same file.
 *
 * @param file where it is
 * @param elf what it says of itself
 */
public record LoadableObject(TreeFile file, ElfObject elf) {
  /** Returns the name under which the loader remembers it: DT_SONAME, or else its file's name. */
  public Soname soname() {
    return new Soname(elf.soname().orElseGet(this::fileName));
  }

  /** Returns the last part of its path. */
  public String fileName() {
    return String.valueOf(file.path().getFileName());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LoadableObject object && file.equals(object.file);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
