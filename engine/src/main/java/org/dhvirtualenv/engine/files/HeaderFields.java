package org.dhvirtualenv.engine.files;

import java.util.List;

/** Reads fields of metadata that have the form of mail headers (core metadata specification). */
public final class HeaderFields {
  private HeaderFields() {}

  /** Returns the values of {@code field}, in any case, before the first empty line of a file. */
  public static List<String> values(List<String> lines, String field) {
    String start = field + ":";
    return lines.stream()
        .takeWhile(line -> !line.isEmpty()) // one of blanks only continues a field
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }
}
