package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds small shared objects of any class and byte order, byte by byte after the gABI. */
final class ElfImage {
  private static final int ADDRESS = 0x10000;

  private final boolean wide;
  private final ByteBuffer file;
  private final StringBuilder strings = new StringBuilder("\0");
  private final List<long[]> dynamic = new ArrayList<>();
  private int relocationType;
  private boolean addends;

  ElfImage(int bits, ByteOrder order) {
    wide = bits == 64;
    file = ByteBuffer.allocate(4096).order(order);
  }

  private int string(String text) {
    int at = strings.length();
    strings.append(text).append('\0');
    return at;
  }

  ElfImage entry(int tag, String text) {
    dynamic.add(new long[] {tag, string(text)});
    return this;
  }

  /** Makes it an executable with a relocation of {@code type} for its own symbol {@code mine}. */
  ElfImage relocation(int type, boolean withAddend) {
    relocationType = type;
    addends = withAddend;
    return this;
  }

  private void word(long value) {
    if (wide) {
      file.putLong(value);
    } else {
      file.putInt((int) value);
    }
  }

  /**
   * Returns the object: loaded whole at one address, with two undefined symbols, {@code plain}
   * without and {@code weak} with the version {@code VERS_2} of {@code libv.so.2}.
   */
  byte[] bytes(int machine) {
    int mine = string("mine");
    int plain = string("plain");
    int weak = string("weak");
    int version = string("VERS_2");
    int library = string("libv.so.2");
    int stringsAt = 0x200;
    int dynamicAt = 0x400;
    int symbolsAt = 0x600;
    int versionsAt = 0x700;
    int needsAt = 0x740;
    int relocationsAt = 0x780;
    int sectionsAt = 0x800;
    dynamic.add(new long[] {5, ADDRESS + stringsAt});
    dynamic.add(new long[] {10, strings.length()});
    dynamic.add(new long[] {0, 0});
    header(machine, sectionsAt);
    int entry = wide ? 16 : 8;
    segment(1, 0, file.capacity());
    segment(2, dynamicAt, dynamic.size() * entry);
    segment(relocationType == 0 ? 0 : 3, 0, 0);
    file.position(stringsAt);
    file.put(strings.toString().getBytes(StandardCharsets.ISO_8859_1));
    file.position(dynamicAt);
    dynamic.forEach(
        pair -> {
          word(pair[0]);
          word(pair[1]);
        });
    file.position(symbolsAt);
    symbol(0, 0, 0);
    symbol(plain, 1 << 4, 0);
    symbol(weak, 2 << 4, 0);
    symbol(mine, 1 << 4, 1);
    file.position(versionsAt);
    file.putShort((short) 0).putShort((short) 1).putShort((short) 5).putShort((short) 5);
    file.position(needsAt);
    file.putShort((short) 1).putShort((short) 1).putInt(library).putInt(16).putInt(0);
    file.putInt(0x1234).putShort((short) 0).putShort((short) 5).putInt(version).putInt(0);
    file.position(relocationsAt);
    relocation(3, machine);
    file.position(sectionsAt);
    int symbolSize = wide ? 24 : 16;
    section(0, 0, 0, 0, 0, 0);
    section(3, stringsAt, strings.length(), 0, 0, 0);
    section(11, symbolsAt, 4 * symbolSize, 1, 1, symbolSize);
    section(0x6fffffff, versionsAt, 8, 2, 0, 2);
    section(0x6ffffffe, needsAt, 32, 1, 1, 0);
    int relocationSize = (wide ? 8 : 4) * (addends ? 3 : 2);
    section(addends ? 4 : 9, relocationsAt, relocationSize, 2, 0, relocationSize);
    return file.array();
  }

  private void header(int machine, int sectionsAt) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    file.put((byte) (file.order() == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1);
    file.position(16);
    file.putShort((short) 3).putShort((short) machine).putInt(1);
    word(0);
    word(wide ? 64 : 52);
    word(sectionsAt);
    file.putInt(0).putShort((short) (wide ? 64 : 52));
    file.putShort((short) (wide ? 56 : 32)).putShort((short) 3);
    file.putShort((short) (wide ? 64 : 40)).putShort((short) 6).putShort((short) 1);
  }

  private void segment(int type, int offset, int size) {
    file.putInt(type);
    if (wide) {
      file.putInt(4);
    }
    word(offset);
    word(ADDRESS + offset);
    word(ADDRESS + offset);
    word(size);
    word(size);
    if (!wide) {
      file.putInt(4);
    }
    word(8);
  }

  private void relocation(int symbol, int machine) {
    word(ADDRESS);
    if (wide && machine == 8) {
      file.putInt(symbol).put(new byte[] {0, 0, 0, (byte) relocationType});
    } else {
      word(wide ? (long) symbol << 32 | relocationType : symbol << 8 | relocationType);
    }
    if (addends) {
      word(0);
    }
  }

  private void symbol(int name, int info, int section) {
    file.putInt(name);
    if (wide) {
      file.put((byte) info).put((byte) 0).putShort((short) section).putLong(0).putLong(0);
    } else {
      file.putInt(0).putInt(0).put((byte) info).put((byte) 0).putShort((short) section);
    }
  }

  private void section(int type, int offset, int size, int link, int info, int entrySize) {
    file.putInt(0).putInt(type);
    word(2);
    word(type == 0 ? 0 : ADDRESS + offset);
    word(offset);
    word(size);
    file.putInt(link).putInt(info);
    word(8);
    word(entrySize);
  }
}
