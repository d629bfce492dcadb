package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.SymbolVersion;
import org.dhvirtualenv.engine.elf.libelf.ElfHandle.Section;

/** The versions that an object needs of its libraries (LSB, symbol versioning). */
final class VersionNeeds {
  private static final int SHT_GNU_VERNEED = 0x6ffffffe;
  private static final int INDEX_MASK = 0x7fff;
  private static final int VER_FLG_WEAK = 2;
  private static final int ENTRY_BYTES = 16;

  private record Need(SymbolVersion version, boolean weak) {}

  /** By the index that a symbol's version entry holds. */
  private final Map<Integer, Need> needs = new HashMap<>();

  private VersionNeeds() {}

  /** Reads the object's version needs section, if there is one. */
  static VersionNeeds read(ElfHandle handle, List<Section> sections) {
    VersionNeeds result = new VersionNeeds();
    Optional<Section> section = Section.first(sections, SHT_GNU_VERNEED);
    section.ifPresent(found -> result.read(handle, found));
    return result;
  }

  private void read(ElfHandle handle, Section section) {
    StringTable names = handle.strings(section);
    ByteBuffer table = handle.content(section.pointer(), "version needs");
    long need = 0;
    int budget = INDEX_MASK; // an index has 15 bits, so a longer chain is a damaged one
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
        boolean weak = (table.getShort(auxAt + 4) & VER_FLG_WEAK) != 0;
        int index = Short.toUnsignedInt(table.getShort(auxAt + 6)) & INDEX_MASK;
        String version = names.at(Integer.toUnsignedLong(table.getInt(auxAt + 8)));
        needs.put(index, new Need(new SymbolVersion(version, library), weak));
        aux += Integer.toUnsignedLong(table.getInt(auxAt + 12));
      }
      long next = Integer.toUnsignedLong(table.getInt(at + 12));
      if (next == 0) {
        break;
      }
      need += next;
    }
  }

  private static int checked(long offset, ByteBuffer table) {
    if (offset < 0 || offset > (long) table.limit() - ENTRY_BYTES) {
      throw new MalformedElfException("version needs: entry lies outside the section");
    }
    return (int) offset;
  }

  /** Returns the reference to the symbol {@code name} with the version entry {@code index}. */
  SymbolReference reference(int index, String name, boolean weak) {
    Need need = needs.get(index);
    return new SymbolReference(name, Optional.ofNullable(need).map(Need::version), weak);
  }

  /**
   * Returns a reference for each version, to the symbol that stands for it and has its name; not
   * for those that the object defines itself, {@code own} by name.
   */
  List<SymbolReference> all(Set<String> own) {
    return needs.values().stream()
        .filter(need -> !own.contains(need.version().name()))
        .map(
            need ->
                new SymbolReference(
                    need.version().name(), Optional.of(need.version()), need.weak()))
        .sorted(Comparator.comparing(SymbolReference::debianName))
        .toList();
  }
}
