package org.dhvirtualenv.engine.pip;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes JSON as Python's {@code json.dumps(value, sort_keys=True)} does, byte for byte. */
final class PythonJson {
  private PythonJson() {}

  /** Returns {@code value}, which holds no number with a fraction. */
  static String of(JsonElement value) {
    if (value instanceof JsonObject object) {
      TreeMap<String, String> members = new TreeMap<>();
      object.entrySet().forEach(member -> members.put(member.getKey(), of(member.getValue())));
      return members.entrySet().stream()
          .map(member -> quoted(member.getKey()) + ": " + member.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isJsonArray()) {
      return StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
          .map(PythonJson::of)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof JsonPrimitive primitive && primitive.isString()
        ? quoted(primitive.getAsString())
        : value.toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        default -> {
          if (letter < ' ' || letter > '~') {
            json.append(String.format("\\u%04x", (int) letter));
          } else {
            json.append(letter);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
