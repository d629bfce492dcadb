package org.dhvirtualenv.engine.wheel;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The header fields of METADATA and WHEEL, which have the form of a mail message (core metadata).
 *
 * <p>Of a field that occurs several times the first one counts; what follows the first empty line
 * is not looked at.
 */
final class Headers {
  private final Map<String, String> fields = new HashMap<>();

  /** Parses {@code content}. */
  Headers(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    int start = 0;
    for (int end = endOfLine(text, 0); end > start; end = endOfLine(text, start)) {
      add(text.substring(start, end));
      start = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
  }

  private static int endOfLine(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
      fields.putIfAbsent(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  /** Returns the value of the field {@code name}. */
  Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
  }
}
