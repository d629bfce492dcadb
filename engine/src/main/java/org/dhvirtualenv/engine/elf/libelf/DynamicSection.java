package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Segment;

/**
 * The dynamic section, found as the loader finds it: through PT_DYNAMIC (gABI chapter 5).
 *
 * <p>Entries after the first DT_NULL do not count.
 */
final class DynamicSection {
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int DT_NULL = 0;
  private static final int DT_STRTAB = 5;
  private static final int DT_STRSZ = 10;

  private record Entry(long tag, long value) {}

  private final List<Entry> entries;
  private final StringTable names;

  private DynamicSection(List<Entry> entries, StringTable names) {
    this.entries = entries;
    this.names = names;
  }

  /** Returns the object's dynamic section; empty if it is statically linked. */
  static Optional<DynamicSection> of(ElfHandle handle, List<Segment> segments, int bits) {
    return segments.stream()
        .filter(segment -> segment.type() == PT_DYNAMIC && segment.fileSize() != 0)
        .findFirst()
        .map(segment -> read(handle, bits, segment, segments));
  }

  private static DynamicSection read(
      ElfHandle handle, int bits, Segment dynamic, List<Segment> segments) {
    int entrySize = bits / 4;
    long size = dynamic.fileSize() - Math.floorMod(dynamic.fileSize(), entrySize);
    ByteBuffer table = handle.chunk(dynamic.offset(), size, Libelf.ELF_T_DYN, "dynamic section");
    List<Entry> entries = new ArrayList<>();
    for (int at = 0; at + entrySize <= table.limit(); at += entrySize) {
      Entry entry =
          bits == 64
              ? new Entry(table.getLong(at), table.getLong(at + 8))
              : new Entry(table.getInt(at), Integer.toUnsignedLong(table.getInt(at + 4)));
      if (entry.tag() == DT_NULL) {
        break;
      }
      entries.add(entry);
    }
    return new DynamicSection(entries, names(handle, entries, segments));
  }

  private static StringTable names(ElfHandle handle, List<Entry> entries, List<Segment> segments) {
    Optional<Long> address = value(entries, DT_STRTAB);
    if (address.isEmpty()) {
      return new StringTable(ByteBuffer.allocate(0));
    }
    long start = fileOffset(address.get(), segments);
    long size =
        value(entries, DT_STRSZ)
            .orElseThrow(() -> new MalformedElfException("DT_STRTAB without DT_STRSZ"));
    return new StringTable(handle.chunk(start, size, Libelf.ELF_T_BYTE, "dynamic string table"));
  }

  private static Optional<Long> value(List<Entry> entries, int tag) {
    return entries.stream().filter(entry -> entry.tag() == tag).map(Entry::value).findFirst();
  }

  private static long fileOffset(long address, List<Segment> segments) {
    for (Segment segment : segments) {
      long distance = address - segment.address();
      if (segment.type() == PT_LOAD
          && Long.compareUnsigned(address, segment.address()) >= 0
          && Long.compareUnsigned(distance, segment.fileSize()) < 0) {
        return segment.offset() + distance;
      }
    }
    throw new MalformedElfException(
        "address 0x" + Long.toHexString(address) + " lies in no loaded segment");
  }

  /** Returns the strings of all entries with {@code tag}, in order. */
  List<String> strings(int tag) {
    return entries.stream()
        .filter(entry -> entry.tag() == tag)
        .map(entry -> names.at(entry.value()))
        .toList();
  }
}
