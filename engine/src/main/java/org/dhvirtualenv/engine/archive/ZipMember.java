package org.dhvirtualenv.engine.archive;

import java.nio.charset.StandardCharsets;

/**
 * A member of a ZIP archive, as the central directory describes it.
 *
 * @param rawName its name, a character for each byte
 * @param utf8 whether the archive says that the name is UTF-8 (general purpose bit 11)
 * @param encrypted whether the content is
 * @param method how the content is compressed
 * @param mode type and permissions as in {@code st_mode}, 0 if the archive does not tell
 * @param compressed the size in the archive, in bytes
 * @param size the size of the content, in bytes
 * @param crc the CRC-32 of the content
 * @param header where in the file its local header begins, which the content follows
 */
public record ZipMember(
    String rawName,
    boolean utf8,
    boolean encrypted,
    int method,
    int mode,
    long compressed,
    long size,
    long crc,
    long header) {
  /** The method of members that are not compressed. */
  public static final int STORED = 0;

  /** The method of members compressed by DEFLATE (RFC 1951). */
  public static final int DEFLATED = 8;

  /** Returns the bytes of the name. */
  public byte[] nameBytes() {
    return rawName.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns whether the member stands for a directory, which its name tells. */
  public boolean directory() {
    return rawName.endsWith("/");
  }
}
