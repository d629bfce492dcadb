package org.dhvirtualenv.engine.model;

import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * A version of a Debian package, ordered as deb-version(7) says: epoch, upstream version, revision;
 * digits by value, letters before other characters, a tilde before everything, even the end.
 *
 * @param text as written, without spaces and not empty
 */
public record DebianVersion(String text) implements Comparable<DebianVersion> {
  /** Checks that there is a version; what else dpkg wants of one is its business. */
  public DebianVersion {
    if (text.isEmpty() || text.indexOf(' ') >= 0) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + text + "' is not the version of a Debian package",
          "see deb-version(7) for its syntax");
    }
  }

  /** A part of a version: the characters from {@code start} to before {@code end}. */
  private record Part(String text, int start, int end) {
    static final Part ZERO = new Part("0", 0, 1);

    /** Returns the character at {@code at}, or NUL behind the end. */
    char at(int at) {
      return at < end ? text.charAt(at) : '\0';
    }

    int endOfNumber(int from) {
      int at = from;
      while (digit(at(at))) {
        at++;
      }
      return at;
    }

    int withoutZeros(int from, int to) {
      int at = from;
      while (at < to && text.charAt(at) == '0') {
        at++;
      }
      return at;
    }
  }

  @Override
  public int compareTo(DebianVersion other) {
    if (text.equals(other.text)) {
      return 0;
    }
    int order = compare(epoch(), other.epoch());
    if (order == 0) {
      order = compare(upstream(), other.upstream());
    }
    return order == 0 ? compare(revision(), other.revision()) : order;
  }

  private Part epoch() {
    int colon = text.indexOf(':');
    return colon < 0 ? Part.ZERO : new Part(text, 0, colon);
  }

  private Part upstream() {
    int start = text.indexOf(':') + 1;
    int dash = text.lastIndexOf('-');
    return new Part(text, start, dash < start ? text.length() : dash);
  }

  private Part revision() {
    int dash = text.lastIndexOf('-');
    return dash < 0 ? Part.ZERO : new Part(text, dash + 1, text.length());
  }

  private static int compare(Part a, Part b) {
    int i = a.start();
    int j = b.start();
    while (i < a.end() || j < b.end()) {
      while (nonDigit(a.at(i)) || nonDigit(b.at(j))) {
        int order = weight(a.at(i)) - weight(b.at(j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endA = a.endOfNumber(i);
      int endB = b.endOfNumber(j);
      int order =
          compareNumbers(a, a.withoutZeros(i, endA), endA, b, b.withoutZeros(j, endB), endB);
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return 0;
  }

  private static int compareNumbers(Part a, int startA, int endA, Part b, int startB, int endB) {
    int order = Integer.compare(endA - startA, endB - startB);
    for (int i = 0; order == 0 && startA + i < endA; i++) {
      order = Character.compare(a.at(startA + i), b.at(startB + i));
    }
    return order;
  }

  private static boolean nonDigit(char c) {
    return c != '\0' && !digit(c);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int weight(char c) {
    if (c == '\0' || digit(c)) {
      return 0;
    }
    if (c == '~') {
      return -1;
    }
    return Character.isLetter(c) ? c : c + 256;
  }

  @Override
  public String toString() {
    return text;
  }
}
