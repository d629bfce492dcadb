package org.dhvirtualenv.engine.depends;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.dpkg.DebianVersion;

/**
 * Collects dependency templates with the version that each must have at least, and why.
 *
 * <p>A template is a relation in which {@code #MINVER#} stands for that version (deb-symbols(5)).
 */
final class Relations {
  private static final String MINIMAL_VERSION = "#MINVER#";
  private static final Pattern AT_LEAST =
      Pattern.compile("([a-z0-9][a-z0-9+.-]+)(?: \\(>= ([^)]+)\\))?");

  /** The version of a template and the symbol that has set it. */
  private record Minimum(DebianVersion version, String symbol) {
    /** Returns the higher one; of equal ones the one that knows a symbol. */
    Minimum higher(Minimum other) {
      if (version.text().isEmpty() || other.version.text().isEmpty()) {
        return version.text().isEmpty() ? other : this;
      }
      int order = version.compareTo(other.version);
      return order < 0 || (order == 0 && symbol.isEmpty()) ? other : this;
    }
  }

  private final Map<String, Minimum> templates = new HashMap<>();
  private final Map<String, List<String>> parts = new HashMap<>();

  /** Returns the single relations of a template. */
  private List<String> parts(String template) {
    return parts.computeIfAbsent(
        template,
        text ->
            Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList());
  }

  /** Adds each relation of {@code template}; a lower version never replaces a higher one. */
  void add(String template, DebianVersion minimalVersion, String symbol) {
    for (String part : parts(template)) {
      Minimum known = templates.get(part);
      // most symbols of a library have one of a few versions, which their file shares
      if (known == null || known.symbol().isEmpty() || !known.version().equals(minimalVersion)) {
        templates.merge(part, new Minimum(minimalVersion, symbol), Minimum::higher);
      }
    }
  }

  /** Raises the version of those relations of {@code template} that are already there. */
  void raise(String template, DebianVersion minimalVersion, String reason) {
    for (String part : parts(template)) {
      templates.computeIfPresent(
          part.trim(), (name, minimum) -> minimum.higher(new Minimum(minimalVersion, reason)));
    }
  }

  /** Returns what {@code template}, one or more relations, has become. */
  String relation(String template) {
    StringBuilder result = new StringBuilder();
    for (String part : parts(template)) {
      String version = minimum(part).map(minimum -> minimum.version().text()).orElse("");
      String value = version.isEmpty() || version.equals("0") ? "" : "(>= " + version + ")";
      result.append(result.length() == 0 ? "" : ", ");
      result.append(part.replace(MINIMAL_VERSION, value).replaceAll("\\s+", " ").trim());
    }
    return result.toString();
  }

  /** Returns the symbol that has set the version of {@code template}; empty if none did. */
  String symbol(String template) {
    return template.contains(MINIMAL_VERSION)
        ? minimum(template).map(Minimum::symbol).orElse("")
        : "";
  }

  private Optional<Minimum> minimum(String template) {
    return Optional.ofNullable(templates.get(template.trim()));
  }

  /** Returns the relations sorted, one per package: the one with the highest version. */
  List<String> simplified() {
    Map<String, DebianVersion> versions = new TreeMap<>();
    TreeSet<String> result = new TreeSet<>();
    for (String template : templates.keySet()) {
      String relation = relation(template);
      Matcher simple = AT_LEAST.matcher(relation);
      if (simple.matches()) {
        DebianVersion version = new DebianVersion(Optional.ofNullable(simple.group(2)).orElse(""));
        versions.merge(simple.group(1), version, Relations::higher);
      } else {
        result.add(relation);
      }
    }
    versions.forEach(
        (name, version) ->
            result.add(version.text().isEmpty() ? name : name + " (>= " + version + ")"));
    return List.copyOf(result);
  }

  private static DebianVersion higher(DebianVersion a, DebianVersion b) {
    return new Minimum(a, "").higher(new Minimum(b, "")).version();
  }
}
