package org.dhvirtualenv.engine.elf.libelf;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;

/** The dynamic symbol table and the versions that its symbols need (LSB, symbol versioning). */
final class DynamicSymbols {
  private static final int SHT_DYNSYM = 11;
  private static final int SHT_GNU_VERNEED = 0x6ffffffe;
  private static final int SHT_GNU_VERSYM = 0x6fffffff;
  private static final int SHN_UNDEF = 0;
  private static final int STB_LOCAL = 0;
  private static final int STB_WEAK = 2;
  private static final int VERSION_MASK = 0x7fff;
  private static final int VERNEED_BYTES = 16;

  private DynamicSymbols() {}

  /** A version that is needed of a library. */
  private record Need(String version, String library) {
    static final Need NONE = new Need("", "");

    SymbolReference reference(String name, boolean weak) {
      return new SymbolReference(name, version, library, weak);
    }
  }

  /** Returns the undefined symbols; none if the object has no section header table. */
  static List<SymbolReference> undefined(ElfHandle handle, List<Section> sections, int bits) {
    Optional<Section> symbols = find(sections, SHT_DYNSYM);
    if (symbols.isEmpty()) {
      return List.of();
    }
    StringTable names = strings(handle, symbols.get());
    Map<Integer, Need> versions =
        find(sections, SHT_GNU_VERNEED).map(needs -> versions(handle, needs)).orElse(Map.of());
    ByteBuffer indexes =
        find(sections, SHT_GNU_VERSYM)
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
        undefined.add(
            versions.getOrDefault(version, Need.NONE).reference(name, binding == STB_WEAK));
      }
    }
    return undefined;
  }

  /** Maps the index that a symbol's version entry holds to the version's name. */
  private static Map<Integer, Need> versions(ElfHandle handle, Section section) {
    StringTable names = strings(handle, section);
    ByteBuffer table = handle.content(section.pointer(), "version needs");
    Map<Integer, Need> versions = new HashMap<>();
    long need = 0;
    int budget = VERSION_MASK; // an index has 15 bits, so a longer chain is a damaged one
    for (int i = 0; i < section.info(); i++) {
      int at = checked(need, table);
      String library = names.at(Integer.toUnsignedLong(table.getInt(at + 4)));
      int count = Short.toUnsignedInt(table.getShort(at + 2));
      long aux = need + Integer.toUnsignedLong(table.getInt(at + 8));
      for (int j = 0; j < count; j++) {
        int auxAt = checked(aux, table);
        if (--budget < 0) {
          throw new MalformedElfException("version needs: chain too long");
        }
        int index = Short.toUnsignedInt(table.getShort(auxAt + 6)) & VERSION_MASK;
        String version = names.at(Integer.toUnsignedLong(table.getInt(auxAt + 8)));
        versions.put(index, new Need(version, library));
        aux += Integer.toUnsignedLong(table.getInt(auxAt + 12));
      }
      long next = Integer.toUnsignedLong(table.getInt(at + 12));
      if (next == 0) {
        break;
      }
      need += next;
    }
    return versions;
  }

  private static int checked(long offset, ByteBuffer table) {
    if (offset < 0 || offset > (long) table.limit() - VERNEED_BYTES) {
      throw new MalformedElfException("version needs: entry lies outside the section");
    }
    return (int) offset;
  }

  private static StringTable strings(ElfHandle handle, Section section) {
    Pointer linked =
        handle
            .section(section.link())
            .orElseThrow(() -> new MalformedElfException("section without its string table"));
    return new StringTable(handle.content(linked, "string table"));
  }

  private static Optional<Section> find(List<Section> sections, int type) {
    return sections.stream().filter(section -> section.type() == type).findFirst();
  }
}
