package org.dhvirtualenv.engine.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What the last bytes of a ZIP archive say about its central directory (APPNOTE 4.3.14 to 4.3.16).
 *
 * @param start where the directory begins in the file
 * @param size in bytes
 * @param preamble how many bytes stand before the archive, whose offsets do not count them
 * @param count how many members it is said to have
 */
record EndOfDirectory(long start, long size, long preamble, long count) {
  private static final int FIXED = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int SIGNATURE = 0x06054b50;
  private static final int COUNT = 10;
  private static final int SIZE = 12;
  private static final int OFFSET = 16;
  private static final int COMMENT_LENGTH = 20;

  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR = 20;
  private static final int SIGNATURE_64 = 0x06064b50;
  private static final int FIXED_64 = 56;
  private static final int COUNT_64 = 32;
  private static final int SIZE_64 = 40;
  private static final int OFFSET_64 = 48;

  /**
   * Finds it. Its comment ends where the file ends, so that no reader can find another one.
   *
   * @throws MalformedArchiveException if there is none
   */
  static EndOfDirectory find(FileChannel file) throws IOException {
    int most = LOCATOR + FIXED_64 + FIXED + LONGEST_COMMENT;
    long first = Math.max(0, file.size() - most);
    ByteBuffer tail = Bytes.read(file, first, (int) (file.size() - first));
    for (int at = tail.limit() - FIXED; at >= 0; at--) {
      if (tail.getInt(at) == SIGNATURE
          && at + FIXED + Bytes.unsigned16(tail, at + COMMENT_LENGTH) == tail.limit()) {
        return checked(read(tail, at, first));
      }
    }
    throw new MalformedArchiveException("it does not end with a directory");
  }

  private static EndOfDirectory read(ByteBuffer tail, int at, long first) {
    int large = at - LOCATOR - FIXED_64;
    if (large >= 0
        && tail.getInt(at - LOCATOR) == LOCATOR_SIGNATURE
        && tail.getInt(large) == SIGNATURE_64) {
      long size = tail.getLong(large + SIZE_64);
      long start = first + large - size;
      return new EndOfDirectory(
          start, size, start - tail.getLong(large + OFFSET_64), tail.getLong(large + COUNT_64));
    }
    long size = Bytes.unsigned32(tail, at + SIZE);
    long start = first + at - size;
    return new EndOfDirectory(
        start,
        size,
        start - Bytes.unsigned32(tail, at + OFFSET),
        Bytes.unsigned16(tail, at + COUNT));
  }

  private static EndOfDirectory checked(EndOfDirectory end) throws MalformedArchiveException {
    if (end.size < 0 || end.start < 0 || end.preamble < 0 || end.preamble > end.start) {
      throw new MalformedArchiveException("its directory does not lie where it should");
    }
    return end;
  }
}
