package org.dhvirtualenv.engine.elf.libelf;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.DlopenNote;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;

/**
 * Parses the ELF dlopen metadata of the UAPI group: a JSON array of objects with the list {@code
 * soname} and, if it is not {@code recommended}, the {@code priority}.
 *
 * <p>Other keys, such as {@code feature} and {@code description}, are passed over. An object that
 * does not name a library, or has a priority that nobody knows, is malformed; the others count.
 */
final class DlopenMetadata {
  private DlopenMetadata() {}

  /** Adds what {@code text} says; NUL characters at its end do not count. */
  static void parse(String text, List<DlopenNote> notes, List<String> malformed) {
    try (JsonReader json = new JsonReader(new StringReader(text.replaceFirst("\0+$", "")))) {
      json.beginArray();
      while (json.hasNext()) {
        entry(json, notes, malformed);
      }
      json.endArray();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        malformed.add("something follows the list");
      }
    } catch (IOException | IllegalStateException e) {
      malformed.add(String.valueOf(e.getMessage()).lines().findFirst().orElse("no JSON"));
    }
  }

  private static void entry(JsonReader json, List<DlopenNote> notes, List<String> malformed)
      throws IOException {
    List<String> sonames = new ArrayList<>();
    String priority = "recommended";
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "soname" -> strings(json, sonames);
        case "priority" -> priority = json.nextString();
        default -> json.skipValue();
      }
    }
    json.endObject();
    Optional<Priority> known = priority(priority);
    if (sonames.isEmpty()) {
      malformed.add("an entry names no library");
    } else if (known.isEmpty()) {
      malformed.add("the priority of '" + sonames.get(0) + "' is '" + priority + "'");
    } else {
      notes.add(new DlopenNote(sonames, known.get()));
    }
  }

  private static void strings(JsonReader json, List<String> strings) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      String name = json.nextString();
      if (!name.isEmpty()) {
        strings.add(name);
      }
    }
    json.endArray();
  }

  private static Optional<Priority> priority(String word) {
    return switch (word) {
      case "required" -> Optional.of(Priority.REQUIRED);
      case "recommended" -> Optional.of(Priority.RECOMMENDED);
      case "suggested" -> Optional.of(Priority.SUGGESTED);
      default -> Optional.empty();
    };
  }
}
