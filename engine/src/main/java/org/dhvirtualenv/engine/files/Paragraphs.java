package org.dhvirtualenv.engine.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads text in deb822(5) format. */
public final class Paragraphs {
  private Paragraphs() {}

  /**
   * Returns the fields of each paragraph by name, without comments. A value of several lines keeps
   * its line ends and loses the blank in front of each.
   */
  public static List<Map<String, String>> of(String text) {
    List<Map<String, String>> paragraphs = new ArrayList<>();
    for (String paragraph : text.split("\n(?:[ \t]*\n)+")) {
      Map<String, String> fields = new LinkedHashMap<>();
      String last = "";
      for (String line : paragraph.split("\n")) {
        int colon = line.indexOf(':');
        if (line.startsWith(" ") || line.startsWith("\t")) {
          fields.computeIfPresent(last, (name, value) -> value + "\n" + line.substring(1));
        } else if (colon > 0 && !line.startsWith("#")) {
          last = line.substring(0, colon);
          fields.put(last, line.substring(colon + 1).strip());
        }
      }
      if (!fields.isEmpty()) {
        paragraphs.add(fields);
      }
    }
    return paragraphs;
  }
}
