package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;

/**
 * The dynamic symbol table (gABI chapter 4).
 *
 * @param undefined symbols that other objects must define
 * @param absolute names of the absolute symbols, those of the object's own versions among them
 */
record DynamicSymbols(List<SymbolReference> undefined, Set<String> absolute) {
  static final int SHT_DYNSYM = 11;
  private static final int SHT_GNU_VERSYM = 0x6fffffff;
  private static final int SHN_UNDEF = 0;
  private static final int SHN_ABS = 0xfff1;
  private static final int STB_LOCAL = 0;
  private static final int STB_WEAK = 2;
  private static final int VERSION_MASK = 0x7fff;

  /**
   * Reads the table; it is empty if the object has no section header table.
   *
   * @param copied indexes of symbols that have room in the object and come from a library
   */
  static DynamicSymbols read(
      ElfHandle handle,
      List<Section> sections,
      VersionNeeds versions,
      Set<Integer> copied,
      int bits) {
    Optional<Section> symbols = Section.first(sections, SHT_DYNSYM);
    if (symbols.isEmpty()) {
      return new DynamicSymbols(List.of(), Set.of());
    }
    StringTable names = handle.strings(symbols.get());
    ByteBuffer indexes =
        Section.first(sections, SHT_GNU_VERSYM)
            .map(section -> handle.content(section.pointer(), "symbol version table"))
            .orElse(ByteBuffer.allocate(0));
    ByteBuffer table = handle.content(symbols.get().pointer(), "dynamic symbol table");
    int entrySize = bits == 64 ? 24 : 16;
    int infoAt = bits == 64 ? 4 : 12;
    int sectionAt = bits == 64 ? 6 : 14;
    List<SymbolReference> undefined = new ArrayList<>();
    Set<String> absolute = new HashSet<>();
    for (int i = 1; (i + 1L) * entrySize <= table.limit(); i++) {
      int at = i * entrySize;
      int binding = (table.get(at + infoAt) & 0xff) >> 4;
      int section =
          copied.contains(i) ? SHN_UNDEF : Short.toUnsignedInt(table.getShort(at + sectionAt));
      if (binding == STB_LOCAL || (section != SHN_UNDEF && section != SHN_ABS)) {
        continue;
      }
      String name = names.at(Integer.toUnsignedLong(table.getInt(at)));
      if (section == SHN_ABS) {
        absolute.add(name);
      } else if (!name.isEmpty()) {
        int version = (i + 1) * 2 <= indexes.limit() ? indexes.getShort(i * 2) & VERSION_MASK : 0;
        undefined.add(versions.reference(version, name, binding == STB_WEAK));
      }
    }
    return new DynamicSymbols(undefined, absolute);
  }
}
