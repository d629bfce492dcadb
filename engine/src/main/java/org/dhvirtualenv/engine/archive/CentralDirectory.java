package org.dhvirtualenv.engine.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the central directory of a ZIP archive (APPNOTE 4.3.12), ZIP64 included.
 *
 * <p>It fills exactly the place that the end of the archive says it has, with as many members as
 * that says. Of five thousand members in twenty wheels that takes a tenth of the time that
 * commons-compress needs in a Java machine that has just started, and nothing can begin before.
 */
final class CentralDirectory {
  private static final int SIGNATURE = 0x02014b50;
  private static final int FIXED = 46;
  private static final int FLAGS = 8;
  private static final int METHOD = 10;
  private static final int CRC = 16;
  private static final int COMPRESSED = 20;
  private static final int SIZE = 24;
  private static final int NAME_LENGTH = 28;
  private static final int EXTRA_LENGTH = 30;
  private static final int COMMENT_LENGTH = 32;
  private static final int MODE = 40;
  private static final int OFFSET = 42;

  private static final int UTF8 = 1 << 11;
  private static final int ZIP64 = 1;
  private static final int COUNTED = 0xFFFF;

  /** More than a million members need. */
  private static final long LARGEST = 1 << 28;

  private final ByteBuffer bytes;
  private final EndOfDirectory end;

  private CentralDirectory(ByteBuffer bytes, EndOfDirectory end) {
    this.bytes = bytes;
    this.end = end;
  }

  /**
   * Returns the members, in the directory's order.
   *
   * @throws MalformedArchiveException if the directory is damaged
   */
  static List<ZipMember> read(FileChannel file, EndOfDirectory end) throws IOException {
    if (end.size() > LARGEST) {
      throw new MalformedArchiveException("its directory has " + end.size() + " bytes");
    }
    ByteBuffer bytes = Bytes.read(file, end.start(), (int) end.size());
    return new CentralDirectory(bytes, end).members();
  }

  private List<ZipMember> members() throws MalformedArchiveException {
    List<ZipMember> members = new ArrayList<>();
    int at = 0;
    while (at < bytes.limit()) {
      if (bytes.limit() - at < FIXED || bytes.getInt(at) != SIGNATURE) {
        throw new MalformedArchiveException("its directory is damaged");
      }
      int extra = at + FIXED + Bytes.unsigned16(bytes, at + NAME_LENGTH);
      int comment = extra + Bytes.unsigned16(bytes, at + EXTRA_LENGTH);
      int next = comment + Bytes.unsigned16(bytes, at + COMMENT_LENGTH);
      if (next > bytes.limit()) {
        throw new MalformedArchiveException("its directory is damaged");
      }
      members.add(member(at, extra, comment));
      at = next;
    }
    // who wrote more than 65,535 without ZIP64 lost the rest of the number
    if ((members.size() & COUNTED) != (end.count() & COUNTED)) {
      throw new MalformedArchiveException(
          "its directory has " + members.size() + " members, not " + end.count());
    }
    return members;
  }

  private ZipMember member(int at, int extra, int comment) throws MalformedArchiveException {
    String name = Bytes.text(bytes, at + FIXED, extra - at - FIXED);
    long[] large = {
      Bytes.unsigned32(bytes, at + SIZE),
      Bytes.unsigned32(bytes, at + COMPRESSED),
      Bytes.unsigned32(bytes, at + OFFSET)
    };
    enlarge(large, extra, comment);
    int flags = Bytes.unsigned16(bytes, at + FLAGS);
    long header = large[2] + end.preamble();
    if (large[0] < 0 || large[1] < 0 || large[2] < 0 || header < 0 || header >= end.start()) {
      throw new MalformedArchiveException("a member has no size or no place: " + name);
    }
    return new ZipMember(
        name,
        (flags & UTF8) != 0,
        (flags & LocalHeader.ENCRYPTED) != 0,
        Bytes.unsigned16(bytes, at + METHOD),
        Bytes.unsigned16(bytes, at + MODE),
        large[1],
        large[0],
        Bytes.unsigned32(bytes, at + CRC),
        header);
  }

  /** Puts numbers of the ZIP64 extra field (APPNOTE 4.5.3) where there was no room for them. */
  private void enlarge(long[] numbers, int extra, int comment) {
    if (numbers[0] != LocalHeader.IN_EXTRA_FIELD
        && numbers[1] != LocalHeader.IN_EXTRA_FIELD
        && numbers[2] != LocalHeader.IN_EXTRA_FIELD) {
      return;
    }
    for (int at = extra; at + 4 <= comment; at += 4 + Bytes.unsigned16(bytes, at + 2)) {
      if (Bytes.unsigned16(bytes, at) == ZIP64) {
        int value = at + 4;
        int last = Math.min(value + Bytes.unsigned16(bytes, at + 2), comment) - Long.BYTES;
        for (int i = 0; i < numbers.length; i++) {
          if (numbers[i] == LocalHeader.IN_EXTRA_FIELD && value <= last) {
            numbers[i] = bytes.getLong(value);
            value += Long.BYTES;
          }
        }
        return;
      }
    }
  }
}
