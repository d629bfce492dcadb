package org.dhvirtualenv.engine.elf.libelf;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.MalformedElfException;

/** An object opened with libelf; closing it frees all that libelf holds. */
final class ElfHandle implements AutoCloseable {
  /** Size of GElf_Shdr and more than the size of GElf_Phdr. */
  private static final int HEADER_BYTES = 64;

  private final Pointer elf;

  private final int descriptor;
  private final long fileSize;

  /**
   * Opens {@code file}, which libelf maps, so that only what is asked for is read, and unmaps at
   * the end.
   */
  ElfHandle(Path file) throws IOException {
    if (Libelf.elf_version(Libelf.EV_CURRENT) == 0) {
      throw new IllegalStateException("libelf does not know ELF version 1");
    }
    fileSize = Files.size(file);
    descriptor = Libc.open(file);
    elf = Libelf.elf_begin(descriptor, Libelf.ELF_C_READ_MMAP, Pointer.NULL);
    if (elf == null) {
      Libc.close(descriptor);
      throw malformed("file header");
    }
  }

  /** A program header: {@code p_type}, {@code p_offset}, {@code p_vaddr}, {@code p_filesz}. */
  record Segment(int type, long offset, long address, long fileSize) {}

  /** A section header with the handle of its section. */
  record Section(int type, int link, int info, Pointer pointer) {
    /** Returns the first of {@code sections} with {@code type}. */
    static Optional<Section> first(List<Section> sections, int type) {
      return sections.stream().filter(section -> section.type() == type).findFirst();
    }
  }

  List<Segment> segments() {
    try (Memory count = new Memory(Native.SIZE_T_SIZE);
        Memory header = new Memory(HEADER_BYTES)) {
      count.clear();
      if (Libelf.elf_getphdrnum(elf, count) != 0) {
        throw malformed("program header table");
      }
      long number = Native.SIZE_T_SIZE == 8 ? count.getLong(0) : count.getInt(0);
      List<Segment> segments = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        if (Libelf.gelf_getphdr(elf, i, header) == null) {
          throw malformed("program header " + i);
        }
        segments.add(
            new Segment(
                header.getInt(0), header.getLong(8), header.getLong(16), header.getLong(32)));
      }
      return segments;
    }
  }

  /** Returns the sections; empty if the section header table was removed. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    try (Memory header = new Memory(HEADER_BYTES)) {
      for (Pointer at = Libelf.elf_nextscn(elf, Pointer.NULL);
          at != null;
          at = Libelf.elf_nextscn(elf, at)) {
        if (Libelf.gelf_getshdr(at, header) == null) {
          throw malformed("section header");
        }
        sections.add(new Section(header.getInt(4), header.getInt(40), header.getInt(44), at));
      }
    }
    return sections;
  }

  /** Returns the string table that {@code section} refers to. */
  StringTable strings(Section section) {
    Pointer linked = Libelf.elf_getscn(elf, new NativeLong(section.link()));
    if (linked == null) {
      throw new MalformedElfException("section without its string table");
    }
    return new StringTable(content(linked, "string table"));
  }

  /** Returns a section's content in this machine's byte order. */
  ByteBuffer content(Pointer section, String what) {
    return buffer(Libelf.elf_getdata(section, Pointer.NULL), what);
  }

  /** Returns {@code size} bytes at the file offset {@code offset}, converted as {@code type}. */
  ByteBuffer chunk(long offset, long size, int type, String what) {
    if (offset < 0 || size < 0 || offset > fileSize || size > fileSize - offset) {
      throw new MalformedElfException(what + " lies outside the file");
    }
    if (size == 0) {
      return ByteBuffer.allocate(0);
    }
    return buffer(Libelf.elf_getdata_rawchunk(elf, offset, new NativeLong(size), type), what);
  }

  private static ByteBuffer buffer(Pointer address, String what) {
    if (address == null) {
      throw malformed(what);
    }
    // Elf_Data: void *d_buf; Elf_Type d_type; unsigned d_version; size_t d_size; ...
    Pointer content = address.getPointer(0);
    long sizeAt = Native.POINTER_SIZE + 2L * Integer.BYTES;
    long size =
        Native.SIZE_T_SIZE == Long.BYTES
            ? address.getLong(sizeAt)
            : Integer.toUnsignedLong(address.getInt(sizeAt));
    if (content == null || size == 0) {
      return ByteBuffer.allocate(0);
    }
    return content.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
  }

  private static MalformedElfException malformed(String what) {
    String reason = Libelf.elf_errmsg(Libelf.elf_errno());
    return new MalformedElfException(what + ": " + (reason == null ? "damaged" : reason));
  }

  @Override
  public void close() {
    Libelf.elf_end(elf);
    Libc.close(descriptor);
  }
}
