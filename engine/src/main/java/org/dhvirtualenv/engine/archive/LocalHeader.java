package org.dhvirtualenv.engine.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The header in front of a member's content (APPNOTE 4.3.7).
 *
 * <p>Programs that read an archive as a stream believe it, those that seek believe the central
 * directory. An archive in which the two differ shows each reader something else.
 */
final class LocalHeader {
  /** Bytes before name and extra field. */
  static final int FIXED = 30;

  private static final int SIGNATURE = 0x04034b50;
  private static final int ENCRYPTED = 1;
  private static final int DESCRIPTOR = 1 << 3;
  private static final int METHOD = 8;
  private static final int FLAGS = 6;
  private static final int COMPRESSED = 18;
  private static final int SIZE = 22;
  private static final int NAME_LENGTH = 26;
  private static final int EXTRA_LENGTH = 28;
  private static final long IN_EXTRA_FIELD = 0xFFFFFFFFL;

  private LocalHeader() {}

  /**
   * Checks that {@code before}, the bytes up to a member's content, ends with its header.
   *
   * @param whole whether nothing of the archive precedes {@code before}
   * @return whether the header was found; if not, more bytes are needed
   * @throws MalformedArchiveException if it contradicts {@code member}
   */
  static boolean check(byte[] before, ZipMember member, boolean whole)
      throws MalformedArchiveException {
    ByteBuffer bytes = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN);
    byte[] name = member.nameBytes();
    for (int at = before.length - FIXED - name.length; at >= 0; at--) {
      int end = at + FIXED;
      if (bytes.getInt(at) == SIGNATURE
          && end + unsigned(bytes, at + NAME_LENGTH) + unsigned(bytes, at + EXTRA_LENGTH)
              == before.length) {
        boolean named =
            unsigned(bytes, at + NAME_LENGTH) == name.length
                && Arrays.equals(before, end, end + name.length, name, 0, name.length);
        if (!named || contradicts(bytes, at, member)) {
          throw new MalformedArchiveException("its local header differs from the directory");
        }
        return true;
      }
    }
    if (whole) {
      throw new MalformedArchiveException("it has no local header of its name");
    }
    return false;
  }

  private static boolean contradicts(ByteBuffer bytes, int at, ZipMember member) {
    int flags = unsigned(bytes, at + FLAGS);
    if (unsigned(bytes, at + METHOD) != member.method()
        || ((flags & ENCRYPTED) != 0) != member.encrypted()) {
      return true;
    }
    return (flags & DESCRIPTOR) == 0
        && (differs(bytes.getInt(at + COMPRESSED), member.compressed())
            || differs(bytes.getInt(at + SIZE), member.size()));
  }

  private static boolean differs(int field, long expected) {
    long value = Integer.toUnsignedLong(field);
    return value != expected && value != IN_EXTRA_FIELD;
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }
}
