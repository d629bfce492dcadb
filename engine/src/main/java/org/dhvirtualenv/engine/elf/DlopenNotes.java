package org.dhvirtualenv.engine.elf;

import java.util.List;

/**
 * What the {@code .note.dlopen} sections of an object say.
 *
 * @param notes those that can be understood
 * @param malformed for each other one, or each part of one, what is wrong with it
 */
public record DlopenNotes(List<DlopenNote> notes, List<String> malformed) {
  /** What an object without such a section says. */
  public static final DlopenNotes NONE = new DlopenNotes(List.of(), List.of());

  /** Copies the lists. */
  public DlopenNotes {
    notes = List.copyOf(notes);
    malformed = List.copyOf(malformed);
  }
}
