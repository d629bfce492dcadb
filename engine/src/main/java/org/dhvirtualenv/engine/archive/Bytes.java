package org.dhvirtualenv.engine.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Bytes of an archive, whose numbers have the least significant byte first. */
final class Bytes {
  private Bytes() {}

  /** Reads {@code length} bytes from {@code position} on; fewer only at the end of the file. */
  static ByteBuffer read(FileChannel file, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    fill(file, position, bytes);
    return bytes.flip();
  }

  /** Fills {@code bytes} from {@code position} on; less only at the end of the file. */
  static void fill(FileChannel file, long position, ByteBuffer bytes) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int count = file.read(bytes, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  /** Returns {@code length} bytes from {@code at} on as text, a character for each. */
  static String text(ByteBuffer bytes, int at, int length) {
    byte[] text = new byte[length];
    bytes.get(at, text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  static int unsigned16(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  static long unsigned32(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
