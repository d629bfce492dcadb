package org.dhvirtualenv.engine.dpkg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shlibs file: {@code [type:] library version dependencies} (deb-shlibs(5), Policy 8.6.4). */
public final class ShlibsFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:(\\S+):\\s+)?(\\S+)\\s+(\\S+)(?:\\s+(\\S.*\\S))?\\s*");
  private static final Pattern VERSIONED = Pattern.compile("(.+)\\.so\\.(.+)");
  private static final Pattern RELEASED = Pattern.compile("(.+)-(\\d.*)\\.so");

  private final List<String> lines;

  /** Reads {@code file}; a file that does not exist says nothing. */
  public ShlibsFile(Path file) {
    try {
      lines =
          Files.isRegularFile(file)
              ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
              : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says whether {@code soname} has a name and a version, as a shlibs file needs them. */
  public static boolean describable(String soname) {
    return VERSIONED.matcher(soname).matches() || RELEASED.matcher(soname).matches();
  }

  /**
   * Returns the dependencies for {@code soname}, separated by commas, perhaps empty. A line for
   * packages of type deb wins over a line without type.
   */
  public Optional<String> dependencies(String soname) {
    Matcher name = VERSIONED.matcher(soname);
    if (!name.matches()) {
      name = RELEASED.matcher(soname);
      if (!name.matches()) {
        return Optional.empty();
      }
    }
    Optional<String> untyped = Optional.empty();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (line.startsWith("#")
          || !matcher.matches()
          || !matcher.group(2).equals(name.group(1))
          || !matcher.group(3).equals(name.group(2))) {
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
