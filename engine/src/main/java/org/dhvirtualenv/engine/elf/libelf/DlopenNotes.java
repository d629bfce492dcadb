package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.elf.DlopenNote;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;

/**
 * Reads the notes of vendor FDO and type 0x407c0c0a, whose descriptor is a JSON array of objects.
 *
 * <p>The objects are flat (soname and feature are the only lists), so that patterns can take them
 * apart; keys that are not needed here are passed over.
 */
final class DlopenNotes {
  private static final int SHT_NOTE = 7;
  private static final int TYPE = 0x407c0c0a;
  private static final String VENDOR = "FDO\0";
  private static final int HEADER_BYTES = 12;
  private static final String DEFAULT_PRIORITY = "recommended";

  private static final Pattern ENTRY = Pattern.compile("\\{[^{}]*\\}");
  private static final Pattern SONAMES = Pattern.compile("\"soname\"\\s*:\\s*\\[([^\\]]*)\\]");
  private static final Pattern STRING = Pattern.compile("\"([^\"\\\\]+)\"");
  private static final Pattern PRIORITY =
      Pattern.compile("\"priority\"\\s*:\\s*\"(required|recommended|suggested)\"");

  private DlopenNotes() {}

  static List<DlopenNote> read(ElfHandle handle, List<Section> sections) {
    List<DlopenNote> notes = new ArrayList<>();
    for (Section section : sections) {
      if (section.type() == SHT_NOTE) {
        notes(handle.content(section.pointer(), "notes"), notes);
      }
    }
    return notes;
  }

  private static void notes(ByteBuffer table, List<DlopenNote> found) {
    long at = 0;
    while (at + HEADER_BYTES <= table.limit()) {
      long nameSize = Integer.toUnsignedLong(table.getInt((int) at));
      long size = Integer.toUnsignedLong(table.getInt((int) at + 4));
      int type = table.getInt((int) at + 8);
      long name = at + HEADER_BYTES;
      long descriptor = aligned(name + nameSize);
      if (descriptor + size > table.limit()) {
        if (type == TYPE) {
          throw new MalformedElfException("dlopen note is longer than its section");
        }
        return;
      }
      if (type == TYPE && text(table, name, nameSize).equals(VENDOR)) {
        parse(text(table, descriptor, size), found);
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

  private static void parse(String json, List<DlopenNote> found) {
    Matcher entry = ENTRY.matcher(json);
    while (entry.find()) {
      Matcher list = SONAMES.matcher(entry.group());
      if (list.find()) {
        List<String> sonames = new ArrayList<>();
        Matcher string = STRING.matcher(list.group(1));
        while (string.find()) {
          sonames.add(string.group(1));
        }
        Matcher priority = PRIORITY.matcher(entry.group());
        found.add(new DlopenNote(sonames, priority.find() ? priority.group(1) : DEFAULT_PRIORITY));
      }
    }
  }
}
