package org.dhvirtualenv.engine.relocate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A path to look for in files, as bytes.
 *
 * <p>Only whole path components count: {@code /b/app} is not found in {@code /b/app-doc}. A path of
 * a single component, such as {@code /src}, must also stand at the beginning of a path.
 */
final class BytePattern {
  private final byte[] needle;
  private final boolean single;

  /** Bytes of a character of this encoding that are not its low byte lie before or after it. */
  private final int lowByteAfter;

  private final int[] skip = new int[256];

  private BytePattern(Path path, String spelling) {
    this(spelling.getBytes(StandardCharsets.UTF_8), path.getNameCount() < 2, 0);
  }

  private BytePattern(byte[] needle, boolean single, int lowByteAfter) {
    this.needle = needle;
    this.single = single;
    this.lowByteAfter = lowByteAfter;
    Arrays.fill(skip, needle.length);
    for (int i = 0; i < needle.length - 1; i++) {
      skip[needle[i] & 0xff] = needle.length - 1 - i;
    }
  }

  /**
   * Returns patterns for the spellings of {@code path} in text: as it is, and as shells, PowerShell
   * and programming languages have quotes in quoted strings. UTF-8, the encoding of nearly all.
   */
  static List<BytePattern> spellings(Path path) {
    String text = path.toString();
    return Stream.of(
            text,
            text.replace("'", "'\"'\"'"),
            text.replace("'", "''"),
            text.replace("'", "\\'"),
            text.replace("\"", "\\\""))
        .distinct()
        .map(spelling -> new BytePattern(path, spelling))
        .toList();
  }

  /**
   * Returns patterns for all forms in which a file may hold {@code path}: its spellings, UTF-16 of
   * both byte orders, and the form of a file URL (RFC 3986) if that is another one.
   */
  static List<BytePattern> forms(Path path) {
    List<BytePattern> forms = new ArrayList<>(spellings(path));
    if (path.getNameCount() > 1) {
      String text = path.toString();
      forms.add(wide(text, StandardCharsets.UTF_16LE, 0));
      forms.add(wide(text, StandardCharsets.UTF_16BE, 1));
      String url = path.toUri().getRawPath().replaceFirst("/$", "");
      if (!url.equals(text)) {
        forms.add(new BytePattern(url.getBytes(StandardCharsets.US_ASCII), false, 0));
      }
    }
    return forms;
  }

  private static BytePattern wide(String text, Charset charset, int lowByteAfter) {
    return new BytePattern(text.getBytes(charset), false, lowByteAfter);
  }

  /** Returns how many bytes it takes to say whether the pattern is there. */
  int length() {
    return needle.length + lowByteAfter;
  }

  /**
   * Returns where the pattern begins in {@code bytes[from, to)}, or -1 (Horspool's search). What
   * follows it must be in the array too, unless the array ends there.
   */
  int find(byte[] bytes, int from, int to) {
    int last = needle.length - 1;
    byte end = needle[last];
    int at = from;
    while (at + last < to) {
      byte b = bytes[at + last];
      if (b == end && matches(bytes, at) && standsAlone(bytes, at, to)) {
        return at;
      }
      at += skip[b & 0xff];
    }
    return -1;
  }

  private boolean matches(byte[] bytes, int at) {
    for (int i = needle.length - 2; i >= 0; i--) {
      if (bytes[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean standsAlone(byte[] bytes, int at, int to) {
    int end = at + needle.length + lowByteAfter;
    boolean ends = end >= to || !component(bytes[end]);
    return ends && (!single || at == 0 || !component(bytes[at - 1]));
  }

  private static boolean component(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_'
        || b == '.'
        || b == '+'
        || b == '~'
        || b < 0;
  }
}
