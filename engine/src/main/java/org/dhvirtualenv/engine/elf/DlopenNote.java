package org.dhvirtualenv.engine.elf;

import java.util.List;

/**
 * A library that the object loads with dlopen(3), from its {@code .note.dlopen} section (the ELF
 * dlopen metadata specification of the UAPI group).
 *
 * @param sonames alternatives, the preferred one first
 * @param priority {@code required}, {@code recommended} or {@code suggested}
 */
public record DlopenNote(List<String> sonames, String priority) {
  /** Copies the names. */
  public DlopenNote {
    sonames = List.copyOf(sonames);
  }
}
