package org.dhvirtualenv.engine.archive;

import java.nio.ByteBuffer;

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

  /** The general purpose bit of a member that is encrypted (APPNOTE 4.4.4). */
  static final int ENCRYPTED = 1;

  private static final int DESCRIPTOR = 1 << 3;
  private static final int METHOD = 8;
  private static final int FLAGS = 6;
  private static final int COMPRESSED = 18;
  private static final int SIZE = 22;
  private static final int NAME_LENGTH = 26;
  private static final int EXTRA_LENGTH = 28;

  /** Stands for a number that is in the ZIP64 extra field (APPNOTE 4.5.3). */
  static final long IN_EXTRA_FIELD = 0xFFFFFFFFL;

  private LocalHeader() {}

  /**
   * Checks the header with which {@code bytes}, of which there are {@code count}, begin.
   *
   * @return its length; only that of its extra field may exceed {@code count}
   * @throws MalformedArchiveException if there is none or it contradicts {@code member}
   */
  static int check(ByteBuffer bytes, int count, ZipMember member) throws MalformedArchiveException {
    int name = member.rawName().length();
    if (count < FIXED + name || bytes.getInt(0) != SIGNATURE) {
      throw new MalformedArchiveException("it has no local header where it should be");
    }
    if (Bytes.unsigned16(bytes, NAME_LENGTH) != name
        || !member.rawName().equals(Bytes.text(bytes, FIXED, name))
        || contradicts(bytes, member)) {
      throw new MalformedArchiveException("its local header differs from the directory");
    }
    return FIXED + name + Bytes.unsigned16(bytes, EXTRA_LENGTH);
  }

  private static boolean contradicts(ByteBuffer bytes, ZipMember member) {
    int flags = Bytes.unsigned16(bytes, FLAGS);
    if (Bytes.unsigned16(bytes, METHOD) != member.method()
        || ((flags & ENCRYPTED) != 0) != member.encrypted()) {
      return true;
    }
    return (flags & DESCRIPTOR) == 0
        && (differs(Bytes.unsigned32(bytes, COMPRESSED), member.compressed())
            || differs(Bytes.unsigned32(bytes, SIZE), member.size()));
  }

  private static boolean differs(long field, long expected) {
    return field != expected && field != IN_EXTRA_FIELD;
  }
}
