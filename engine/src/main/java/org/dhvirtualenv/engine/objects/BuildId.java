package org.dhvirtualenv.engine.objects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Makes the build ID of a stripped object from what is left of it.
 *
 * <p>The linker has made it from the debugging symbols, and thus from the directory of the build.
 * The note stays where it is: strip(1) of binutils 2.40 gives up the PT_GNU_RELRO segment of an
 * object when it removes that section, and with it the protection of its tables.
 */
final class BuildId {
  private static final byte[] OWNER = "GNU\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 16; // three words, and the owner
  private static final int TYPE = 3; // NT_GNU_BUILD_ID

  private BuildId() {}

  /** Rewrites the build ID of {@code object}, unless it has none. */
  static void renew(Path object) {
    try {
      byte[] content = Files.readAllBytes(object);
      int at = find(content);
      if (at < 0) {
        return;
      }
      int size = sizeAt(content, at);
      Arrays.fill(content, at + HEADER, at + HEADER + size, (byte) 0);
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(content);
      System.arraycopy(digest, 0, content, at + HEADER, size);
      Files.write(object, content);
    } catch (IOException e) {
      throw FileFailure.of(object, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-512
    }
  }

  /** Returns where the note begins, or -1; notes are aligned to words (gABI, Note Section). */
  private static int find(byte[] content) {
    for (int at = 0; at + HEADER <= content.length; at += Integer.BYTES) {
      if (Arrays.equals(content, at + 12, at + HEADER, OWNER, 0, OWNER.length)
          && sizeAt(content, at) > 0) {
        return at;
      }
    }
    return -1;
  }

  /** Returns the size of the build ID whose note begins at {@code at}; 0 if none does. */
  private static int sizeAt(byte[] content, int at) {
    ByteBuffer words = ByteBuffer.wrap(content, at, HEADER);
    words.order(content[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN); // EI_DATA
    int owner = words.getInt();
    int size = words.getInt();
    boolean note = owner == OWNER.length && words.getInt() == TYPE;
    return note && size > 0 && size <= 64 && at + HEADER + size <= content.length ? size : 0;
  }
}
