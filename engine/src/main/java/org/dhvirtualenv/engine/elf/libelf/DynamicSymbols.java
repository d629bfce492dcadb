package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;

/** The dynamic symbol table (gABI chapter 4). */
final class DynamicSymbols {
  private static final int SHT_DYNSYM = 11;
  private static final int SHT_GNU_VERSYM = 0x6fffffff;
  private static final int SHN_UNDEF = 0;
  private static final int STB_LOCAL = 0;
  private static final int STB_WEAK = 2;
  private static final int VERSION_MASK = 0x7fff;

  private DynamicSymbols() {}

  /** Returns the undefined symbols; none if the object has no section header table. */
  static List<SymbolReference> undefined(
      ElfHandle handle, List<Section> sections, VersionNeeds versions, int bits) {
    Optional<Section> symbols = Section.first(sections, SHT_DYNSYM);
    if (symbols.isEmpty()) {
      return List.of();
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
    for (int i = 1; (i + 1L) * entrySize <= table.limit(); i++) {
      int at = i * entrySize;
      int binding = (table.get(at + infoAt) & 0xff) >> 4;
      if (table.getShort(at + sectionAt) != SHN_UNDEF || binding == STB_LOCAL) {
        continue;
      }
      String name = names.at(Integer.toUnsignedLong(table.getInt(at)));
      if (!name.isEmpty()) {
        int version = (i + 1) * 2 <= indexes.limit() ? indexes.getShort(i * 2) & VERSION_MASK : 0;
        undefined.add(versions.reference(version, name, binding == STB_WEAK));
      }
    }
    return undefined;
  }
}
