package org.dhvirtualenv.engine.dpkg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.relation.Template;

/** A shlibs file: {@code [type:] library version dependencies} (deb-shlibs(5), Policy 8.6.4). */
public final class ShlibsFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:(\\S+):\\s+)?(\\S+)\\s+(\\S+)(?:\\s+(\\S.*\\S))?\\s*");

  private final List<String> lines;

  /** Reads {@code file}; a file that does not exist says nothing. */
  public ShlibsFile(Path file) {
    try {
      lines =
          Files.isRegularFile(file)
              ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
              : List.of();
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /**
   * Returns the relations for {@code soname}, perhaps none. A line for packages of type deb wins
   * over a line without type.
   */
  public Optional<List<Template>> relations(Soname soname) {
    return soname.parts().flatMap(this::line).map(Template::parse);
  }

  private Optional<String> line(Soname.Parts name) {
    Optional<String> untyped = Optional.empty();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (line.startsWith("#")
          || !matcher.matches()
          || !matcher.group(2).equals(name.library())
          || !matcher.group(3).equals(name.version())) {
        continue;
      }
      String value = matcher.group(4) == null ? "" : matcher.group(4);
      if ("deb".equals(matcher.group(1))) {
        return Optional.of(value);
      }
      if (matcher.group(1) == null && untyped.isEmpty()) {
        untyped = Optional.of(value);
      }
    }
    return untyped;
  }
}
