package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dhvirtualenv.engine.elf.DlopenNote;
import org.dhvirtualenv.engine.elf.DlopenNotes;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;

/** Finds the notes of vendor FDO and type 0x407c0c0a, whose descriptor is JSON (gABI chapter 5). */
final class NoteSections {
  private static final int SHT_NOTE = 7;
  private static final int TYPE = 0x407c0c0a;
  private static final String VENDOR = "FDO\0";
  private static final int HEADER_BYTES = 12;

  private NoteSections() {}

  static DlopenNotes dlopenNotes(ElfHandle handle, List<Section> sections) {
    List<DlopenNote> notes = new ArrayList<>();
    List<String> malformed = new ArrayList<>();
    for (Section section : sections) {
      if (section.type() == SHT_NOTE) {
        read(handle.content(section.pointer(), "notes"), notes, malformed);
      }
    }
    return notes.isEmpty() && malformed.isEmpty()
        ? DlopenNotes.NONE
        : new DlopenNotes(notes, malformed);
  }

  private static void read(ByteBuffer table, List<DlopenNote> notes, List<String> malformed) {
    long at = 0;
    while (at + HEADER_BYTES <= table.limit()) {
      long nameSize = Integer.toUnsignedLong(table.getInt((int) at));
      long size = Integer.toUnsignedLong(table.getInt((int) at + 4));
      int type = table.getInt((int) at + 8);
      long name = at + HEADER_BYTES;
      long descriptor = aligned(name + nameSize);
      if (descriptor + size > table.limit()) {
        if (type == TYPE) {
          malformed.add("it is longer than its section");
        }
        return;
      }
      if (type == TYPE && text(table, name, nameSize).equals(VENDOR)) {
        DlopenMetadata.parse(text(table, descriptor, size), notes, malformed);
      }
      at = aligned(descriptor + size);
    }
  }

  private static long aligned(long offset) {
    return (offset + 3) & ~3L;
  }

  private static String text(ByteBuffer table, long start, long size) {
    byte[] bytes = new byte[(int) size];
    table.get((int) start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
