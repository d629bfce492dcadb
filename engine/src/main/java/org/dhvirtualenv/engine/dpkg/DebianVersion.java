package org.dhvirtualenv.engine.dpkg;

/**
 * A version of a Debian package, ordered as deb-version(7) says: epoch, upstream version, revision;
 * digits by value, letters before other characters, a tilde before everything, even the end.
 *
 * @param text as written; empty sorts before every other version
 */
public record DebianVersion(String text) implements Comparable<DebianVersion> {
  @Override
  public int compareTo(DebianVersion other) {
    int order = compareParts(epoch(), other.epoch());
    if (order == 0) {
      order = compareParts(upstream(), other.upstream());
    }
    return order == 0 ? compareParts(revision(), other.revision()) : order;
  }

  private String epoch() {
    int colon = text.indexOf(':');
    return colon < 0 ? "0" : text.substring(0, colon);
  }

  private String upstream() {
    String rest = text.substring(text.indexOf(':') + 1);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private String revision() {
    int dash = text.lastIndexOf('-');
    return dash < 0 ? "0" : text.substring(dash + 1);
  }

  private static int compareParts(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (nonDigit(a, i) || nonDigit(b, j)) {
        int order = weight(a, i) - weight(b, j);
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endA = endOfNumber(a, i);
      int endB = endOfNumber(b, j);
      int order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return 0;
  }

  private static boolean nonDigit(String text, int at) {
    return at < text.length() && !digit(text.charAt(at));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int endOfNumber(String text, int from) {
    int end = Math.min(from, text.length());
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int compareNumbers(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || digit(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
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
