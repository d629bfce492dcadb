package org.dhvirtualenv.engine.distribution;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A row of RECORD: CSV as Python's csv module writes it (PEP 376, PEP 627).
 *
 * @param path relative to the directory that holds the .dist-info directory, or absolute
 * @param hash {@code sha256=} and the URL-safe base64 digest without padding; may be empty
 * @param size in bytes, decimal; may be empty
 */
public record RecordRow(String path, String hash, String size) {
  /** Returns the row of a file with the SHA-256 digest {@code digest} and {@code size} bytes. */
  public static RecordRow of(String path, byte[] digest, long size) {
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    return new RecordRow(path, "sha256=" + hash, Long.toString(size));
  }

  /** Parses a line without its line end; missing fields are empty. */
  public static RecordRow parse(String line) {
    int first = line.indexOf(',');
    int second = line.indexOf(',', first + 1);
    if (first >= 0 && second >= 0 && line.indexOf('"') < 0 && line.indexOf(',', second + 1) < 0) {
      return new RecordRow(
          line.substring(0, first), line.substring(first + 1, second), line.substring(second + 1));
    }
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return new RecordRow(
        fields.get(0),
        fields.size() > 1 ? fields.get(1) : "",
        fields.size() > 2 ? fields.get(2) : "");
  }

  /** Returns the row as a line without its line end. */
  public String format() {
    boolean quote = path.contains(",") || path.contains("\"");
    String name = quote ? '"' + path.replace("\"", "\"\"") + '"' : path;
    return name + ',' + hash + ',' + size;
  }
}
