package org.dhvirtualenv.engine.elf.libelf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.dhvirtualenv.engine.elf.MalformedElfException;

/** A string table (gABI chapter 4): NUL-terminated strings, addressed by their offset. */
record StringTable(ByteBuffer content) {
  /** Returns the string at {@code offset}, an unsigned 32-bit number or a d_val. */
  String at(long offset) {
    if (offset < 0 || offset >= content.limit()) {
      throw new MalformedElfException("string offset " + offset + " lies outside the table");
    }
    int start = (int) offset;
    int end = start;
    while (end < content.limit() && content.get(end) != 0) {
      end++;
    }
    if (end == content.limit()) {
      throw new MalformedElfException("string at offset " + offset + " has no end");
    }
    byte[] bytes = new byte[end - start];
    content.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
