package org.dhvirtualenv.engine.elf.libelf;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The C names of libelf (elfutils), nothing more.
 *
 * <p>What {@link #elf_begin} returns is freed with {@link #elf_end}; all other pointers belong to
 * it. {@code size_t} and {@code long} have the same width on every Linux, hence {@link NativeLong}.
 */
@SuppressWarnings({"checkstyle:all", "MemberName", "MethodName"})
final class Libelf {
  static final int EV_CURRENT = 1;
  static final int ELF_C_READ_MMAP = 8;
  static final int ELF_T_BYTE = 0;
  static final int ELF_T_DYN = 2;

  static {
    Native.register(Libelf.class, "libelf.so.1");
  }

  private Libelf() {}

  static native int elf_version(int version);

  static native Pointer elf_begin(int descriptor, int command, Pointer archive);

  static native int elf_end(Pointer elf);

  static native int elf_getphdrnum(Pointer elf, Pointer count);

  static native Pointer gelf_getphdr(Pointer elf, int index, Pointer destination);

  static native Pointer elf_nextscn(Pointer elf, Pointer section);

  static native Pointer elf_getscn(Pointer elf, NativeLong index);

  static native Pointer gelf_getshdr(Pointer section, Pointer destination);

  static native Pointer elf_getdata(Pointer section, Pointer previous);

  static native Pointer elf_getdata_rawchunk(Pointer elf, long offset, NativeLong size, int type);

  static native int elf_errno();

  static native String elf_errmsg(int error);
}
