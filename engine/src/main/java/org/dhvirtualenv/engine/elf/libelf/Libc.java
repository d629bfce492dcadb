package org.dhvirtualenv.engine.elf.libelf;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** open(2) and close(2), because libelf wants a file descriptor and Java shows none. */
final class Libc {
  private static final int O_RDONLY = 0;

  static {
    Native.register(Libc.class, NativeLibrary.getProcess());
  }

  private Libc() {}

  /** Does nothing but load the class. */
  static void prepare() {}

  /** Returns a descriptor for reading {@code file}, to be closed with {@link #close}. */
  static int open(Path file) throws IOException {
    int descriptor = open(bytes(file), O_RDONLY);
    if (descriptor < 0) {
      throw new IOException("cannot open '" + file + "': error " + Native.getLastError());
    }
    return descriptor;
  }

  /** Returns the exact name, NUL-terminated; a name that is no UTF-8 exists only as a URI. */
  private static byte[] bytes(Path file) {
    String name = file.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length() + 1);
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%') {
        bytes.write(Integer.parseInt(name, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(name.charAt(i));
      }
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  private static native int open(byte[] name, int flags);

  static native int close(int descriptor);
}
