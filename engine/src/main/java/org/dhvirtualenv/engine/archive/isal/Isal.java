package org.dhvirtualenv.engine.archive.isal;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The C names of ISA-L that decompress, nothing more. */
@SuppressWarnings({"checkstyle:all", "MemberName", "MethodName"})
final class Isal {
  static {
    Native.register(Isal.class, "libisal.so.2");
  }

  private Isal() {}

  static native void isal_inflate_init(Pointer state);

  static native void isal_inflate_reset(Pointer state);

  static native int isal_inflate(Pointer state);
}
