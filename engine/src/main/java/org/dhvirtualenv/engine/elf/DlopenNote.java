package org.dhvirtualenv.engine.elf;

import java.util.List;

/**
 * A library that the object loads with dlopen(3), from its {@code .note.dlopen} section (the ELF
 * dlopen metadata specification of the UAPI group).
 *
 * @param sonames alternatives, the preferred one first; at least one
 * @param priority how much the object needs it
 */
public record DlopenNote(List<String> sonames, Priority priority) {
  /** How much an object needs what it loads. */
  public enum Priority {
    /** It does not work without. */
    REQUIRED,
    /** Common installations have it; the default. */
    RECOMMENDED,
    /** Something that few use. */
    SUGGESTED
  }

  /** Copies the names. */
  public DlopenNote {
    sonames = List.copyOf(sonames);
  }
}
