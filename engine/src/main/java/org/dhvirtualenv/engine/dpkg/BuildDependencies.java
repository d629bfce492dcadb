package org.dhvirtualenv.engine.dpkg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The minimal versions that the source package's Build-Depends ask for (Policy 7.7). */
public final class BuildDependencies {
  private static final Pattern RELATION =
      Pattern.compile(
          "\\s*([a-z0-9][a-z0-9+.-]+)(?::[a-z0-9-]+)?\\s*\\(\\s*(?:>=|>>|>)\\s*([^\\s)]+)\\s*\\)"
              + "\\s*(?:\\[([^\\]]*)\\])?.*");

  private final List<String> relations = new ArrayList<>();
  private final String architecture;

  /** Reads the first paragraph of {@code control}; a missing file has no relations. */
  public BuildDependencies(Path control, String architecture) {
    this.architecture = architecture;
    boolean wanted = false;
    StringBuilder value = new StringBuilder();
    for (String line : lines(control)) {
      if (line.isBlank()) {
        break;
      }
      if (line.startsWith("#")) {
        continue;
      }
      if (!Character.isWhitespace(line.charAt(0))) {
        String field = line.replaceFirst(":.*", "").toLowerCase(Locale.ROOT);
        wanted = field.equals("build-depends") || field.equals("build-depends-arch");
        value.append(wanted ? "," + line.substring(line.indexOf(':') + 1) : "");
      } else if (wanted) {
        value.append(line);
      }
    }
    for (String clause : value.toString().split(",")) {
      relations.addAll(List.of(clause.split("\\|")));
    }
  }

  private static List<String> lines(Path control) {
    try {
      return Files.isRegularFile(control)
          ? Files.readAllLines(control, StandardCharsets.UTF_8)
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the highest minimal version asked of {@code packageName} on this architecture. */
  public Optional<DebianVersion> minimalVersion(String packageName) {
    return relations.stream()
        .map(RELATION::matcher)
        .filter(Matcher::matches)
        .filter(relation -> relation.group(1).equals(packageName) && concerned(relation.group(3)))
        .map(relation -> new DebianVersion(relation.group(2)))
        .max(DebianVersion::compareTo);
  }

  private boolean concerned(String restriction) {
    if (restriction == null) {
      return true;
    }
    List<String> names = List.of(restriction.trim().split("\\s+"));
    return names.contains(architecture)
        || names.contains("any")
        || names.contains("linux-any")
        || names.stream()
            .allMatch(name -> name.startsWith("!") && !name.equals("!" + architecture));
  }
}
