package org.dhvirtualenv.engine.depends;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.dpkg.DebianVersion;

/**
 * Collects dependency templates with the version that each must have at least.
 *
 * <p>A template is a relation in which {@code #MINVER#} stands for that version (deb-symbols(5)).
 */
final class Relations {
  private static final String MINIMAL_VERSION = "#MINVER#";
  private static final Pattern AT_LEAST =
      Pattern.compile("([a-z0-9][a-z0-9+.-]+)(?: \\(>= ([^)]+)\\))?");

  private final Map<String, DebianVersion> templates = new HashMap<>();

  /** Adds each relation of {@code template}; a lower version never replaces a higher one. */
  void add(String template, DebianVersion minimalVersion) {
    for (String part : template.split("\\s*,\\s*")) {
      if (!part.isBlank()) {
        templates.merge(part.trim(), minimalVersion, Relations::higher);
      }
    }
  }

  /** Raises the version of those relations of {@code template} that are already there. */
  void raise(String template, DebianVersion minimalVersion) {
    for (String part : template.split("\\s*,\\s*")) {
      templates.computeIfPresent(part.trim(), (name, version) -> higher(version, minimalVersion));
    }
  }

  private static DebianVersion higher(DebianVersion a, DebianVersion b) {
    return a.text().isEmpty() || (!b.text().isEmpty() && b.compareTo(a) > 0) ? b : a;
  }

  /** Returns what {@code template} has become. */
  String relation(String template) {
    String version = templates.getOrDefault(template.trim(), new DebianVersion("")).text();
    String value = version.isEmpty() || version.equals("0") ? "" : "(>= " + version + ")";
    return template.replace(MINIMAL_VERSION, value).replaceAll("\\s+", " ").trim();
  }

  /** Returns the templates, unordered. */
  List<String> templates() {
    return new ArrayList<>(templates.keySet());
  }

  /** Returns the relations sorted, one per package: the one with the highest version. */
  List<String> simplified() {
    Map<String, String> versions = new TreeMap<>();
    TreeSet<String> others = new TreeSet<>();
    for (String template : templates.keySet()) {
      String relation = relation(template);
      Matcher simple = AT_LEAST.matcher(relation);
      if (simple.matches()) {
        String version = simple.group(2) == null ? "" : simple.group(2);
        versions.merge(
            simple.group(1),
            version,
            (a, b) -> higher(new DebianVersion(a), new DebianVersion(b)).text());
      } else {
        others.add(relation);
      }
    }
    versions.forEach(
        (name, version) -> others.add(version.isEmpty() ? name : name + " (>= " + version + ")"));
    return List.copyOf(others);
  }
}
