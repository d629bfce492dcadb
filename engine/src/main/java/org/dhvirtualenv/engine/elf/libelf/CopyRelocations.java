package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Segment;

/**
 * The copy relocations of an executable (gABI chapter 4 and the supplements of the processors): the
 * loader copies the initial value of a library's data into the executable, whose symbol table then
 * calls the symbol defined although the library must have it.
 */
final class CopyRelocations {
  private static final int PT_INTERP = 3;
  private static final int SHT_RELA = 4;
  private static final int SHT_REL = 9;
  private static final int EM_MIPS = 8;

  /** The number of R_*_COPY by e_machine, from glibc's elf.h. */
  private static final Map<Integer, Integer> COPY =
      Map.ofEntries(
          Map.entry(2, 19), // SPARC
          Map.entry(3, 5), // 386
          Map.entry(4, 19), // 68K
          Map.entry(EM_MIPS, 126),
          Map.entry(15, 128), // PARISC
          Map.entry(18, 19), // SPARC32PLUS
          Map.entry(20, 19), // PPC
          Map.entry(21, 19), // PPC64
          Map.entry(22, 9), // S390
          Map.entry(40, 20), // ARM
          Map.entry(42, 162), // SH
          Map.entry(43, 19), // SPARCV9
          Map.entry(50, 0x84), // IA_64
          Map.entry(62, 5), // X86_64
          Map.entry(183, 1024), // AARCH64
          Map.entry(243, 4), // RISCV
          Map.entry(258, 4), // LOONGARCH
          Map.entry(0x9026, 24)); // ALPHA

  private CopyRelocations() {}

  /** Returns the indexes of the copied symbols; a shared library has none. */
  static Set<Integer> symbols(
      ElfHandle handle, List<Section> sections, List<Segment> segments, ElfAbi abi) {
    Set<Integer> copied = new HashSet<>();
    Integer copy = COPY.get(abi.machine());
    if (copy != null && segments.stream().anyMatch(segment -> segment.type() == PT_INTERP)) {
      for (Section section : sections) {
        if (ofDynamicSymbols(section, sections)) {
          int words = section.type() == SHT_RELA ? 3 : 2;
          ByteBuffer table = handle.content(section.pointer(), "relocations");
          add(table, words * abi.bits() / Byte.SIZE, copy, abi, copied);
        }
      }
    }
    return copied;
  }

  private static boolean ofDynamicSymbols(Section section, List<Section> sections) {
    // the first section of the list is number 1
    return (section.type() == SHT_RELA || section.type() == SHT_REL)
        && section.link() > 0
        && section.link() <= sections.size()
        && sections.get(section.link() - 1).type() == DynamicSymbols.SHT_DYNSYM;
  }

  private static void add(
      ByteBuffer table, int entrySize, int copy, ElfAbi abi, Set<Integer> copied) {
    for (int at = 0; at + entrySize <= table.limit(); at += entrySize) {
      long type;
      long symbol;
      if (abi.bits() == 32) {
        long info = Integer.toUnsignedLong(table.getInt(at + 4));
        type = info & 0xff;
        symbol = info >>> 8;
      } else {
        long info = table.getLong(at + 8);
        if (abi.machine() == EM_MIPS && abi.littleEndian()) {
          info =
              (Long.reverseBytes(info) & 0xffffffffL) | (info << 32); // the fields, not their sum
        }
        type = abi.machine() == EM_MIPS ? info & 0xff : info & 0xffffffffL;
        symbol = info >>> 32;
      }
      if (type == copy) {
        copied.add((int) symbol);
      }
    }
  }
}
