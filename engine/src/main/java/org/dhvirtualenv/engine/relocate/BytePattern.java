package org.dhvirtualenv.engine.relocate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A path to look for in files, as bytes.
 *
 * <p>Only whole path components count: {@code /b/app} is not found in {@code /b/app-doc}. A path of
 * a single component, such as {@code /src}, must also stand at the beginning of a path.
 */
final class BytePattern {
  private final byte[] needle;
  private final boolean single;
  private final int[] skip = new int[256];

  BytePattern(Path path) {
    needle = path.toString().getBytes(StandardCharsets.UTF_8);
    single = path.getNameCount() < 2;
    Arrays.fill(skip, needle.length);
    for (int i = 0; i < needle.length - 1; i++) {
      skip[needle[i] & 0xff] = needle.length - 1 - i;
    }
  }

  int length() {
    return needle.length;
  }

  /**
   * Returns where the pattern begins in {@code bytes[from, to)}, or -1 (Horspool's search). What
   * follows it must be in the array too, unless the array ends there.
   */
  int find(byte[] bytes, int from, int to) {
    int last = needle.length - 1;
    int at = from;
    while (at + last < to) {
      int i = last;
      while (i >= 0 && bytes[at + i] == needle[i]) {
        i--;
      }
      if (i < 0 && standsAlone(bytes, at, to)) {
        return at;
      }
      at += i < 0 ? 1 : skip[bytes[at + last] & 0xff];
    }
    return -1;
  }

  private boolean standsAlone(byte[] bytes, int at, int to) {
    int end = at + needle.length;
    boolean ends = end >= to || !component(bytes[end]);
    return ends && (!single || at == 0 || !component(bytes[at - 1]));
  }

  private static boolean component(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || "-_.+~".indexOf(b) >= 0
        || b < 0;
  }
}
