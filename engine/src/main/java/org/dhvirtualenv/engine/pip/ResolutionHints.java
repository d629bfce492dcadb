package org.dhvirtualenv.engine.pip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what to do if pip finds no distributions that fit together. */
final class ResolutionHints {
  private static final Pattern BOUND = Pattern.compile("The user requested \\(constraint\\) (.*)");
  private static final Pattern DECIDED =
      Pattern.compile("The user requested (\\S+) (\\S+) \\(from (?:file://)?/\\S*\\.whl\\)");
  private static final Pattern REQUESTED = Pattern.compile("The user requested (.*)");
  private static final Pattern NOT_FOUND =
      Pattern.compile(
          "ERROR: (?:No matching distribution found for|Could not find a version that satisfies the"
              + " requirement) (.*?)(?: \\(from .*)?");
  private static final Pattern PAGE =
      Pattern.compile(".*Could not fetch URL (\\S+): 404 Client Error.*");
  private static final Pattern HTML = Pattern.compile("\\s*Fetched page (\\S+) as text/html");
  private static final Pattern LINK =
      Pattern.compile("\\s*(?:Found link|Skipping link: (?!not a file)).*");
  private static final Pattern OTHER_PYTHON =
      Pattern.compile(
          ".*Ignored the following versions that require a different python version: (.*)");
  private static final Pattern BUILD_TOOLS =
      Pattern.compile(
          ".*(?:install(?:ing)? build dependencies|backend dependencies) .*did not run.*");

  private ResolutionHints() {}

  /** Names both sides of a conflict between requirements. */
  static Optional<String> conflict(List<String> output) {
    List<String> sides = new ArrayList<>();
    boolean inside = false;
    for (String line : output) {
      boolean end = line.isBlank() || line.startsWith("To fix") || line.startsWith("ERROR");
      if (inside && end && !sides.isEmpty()) {
        break;
      }
      if (inside && !line.isBlank()) {
        sides.add(side(line.trim()));
      }
      inside |= line.contains("The conflict is caused by:");
    }
    return sides.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "loosen one of these, which contradict each other: " + String.join(", ", sides));
  }

  private static String side(String line) {
    Matcher bound = BOUND.matcher(line);
    if (bound.matches()) {
      return "'" + bound.group(1) + "' (a constraint)";
    }
    Matcher decided = DECIDED.matcher(line);
    if (decided.matches()) {
      return "'" + decided.group(1) + "==" + decided.group(2) + "' (" + Decided.BEFORE + ")";
    }
    Matcher requested = REQUESTED.matcher(line);
    return "'" + (requested.matches() ? requested.group(1) : line) + "'";
  }

  /** Says for which Python {@code requirement} is, if that is why it was not found. */
  private static Optional<String> otherPython(String requirement, List<String> output) {
    String version = requirement.replaceFirst("'[^=]*===?\\s*(\\S+)'", "$1");
    boolean pinned = !version.equals(requirement);
    return output.stream()
        .map(OTHER_PYTHON::matcher)
        .filter(Matcher::matches)
        .flatMap(matcher -> Arrays.stream(matcher.group(1).split("; ")))
        .map(ignored -> ignored.split(" Requires-Python ", 2))
        .filter(ignored -> ignored.length == 2 && (!pinned || ignored[0].equals(version)))
        .reduce((first, last) -> last)
        .map(
            ignored ->
                requirement
                    + (pinned ? "" : ", in version " + ignored[0] + ",")
                    + " is for Python "
                    + ignored[1]
                    + ": name another interpreter with --python, or require a release for this one");
  }

  /** Names the last page that is no list of files, if there was none that is one. */
  private static Optional<String> blank(List<String> output) {
    return output.stream().anyMatch(line -> LINK.matcher(line).matches())
        ? Optional.empty()
        : output.stream()
            .map(HTML::matcher)
            .filter(Matcher::matches)
            .reduce((first, last) -> last)
            .map(page -> page.group(1));
  }

  /** Names what was not found, and where it was looked for if that says something. */
  static Optional<String> notFound(List<String> output) {
    Optional<String> name =
        output.stream()
            .map(line -> NOT_FOUND.matcher(line.trim()))
            .filter(Matcher::matches)
            .map(matcher -> "'" + matcher.group(1) + "'")
            .findFirst();
    if (output.stream().anyMatch(line -> BUILD_TOOLS.matcher(line).matches())) {
      return name.map(
          tool ->
              tool
                  + " is needed to build a project and was not found: add its wheel to the directory"
                  + " of --find-links, or preinstall it and give --no-build-isolation");
    }
    Optional<String> python = name.flatMap(requirement -> otherPython(requirement, output));
    if (python.isPresent()) {
      return python;
    }
    Optional<String> page =
        output.stream()
            .map(line -> PAGE.matcher(line))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .findFirst();
    return name.map(
        requirement ->
            "check the name and version of "
                + requirement
                + ", and that the index has a wheel or sdist of it for this interpreter"
                + blank(output)
                    .map(
                        url ->
                            "; "
                                + url
                                + " lists no file, so check whether a proxy or a login page answers"
                                + " in place of the index")
                    .orElse("")
                + page.map(
                        url ->
                            "; there is nothing at "
                                + url
                                + ", so check --index-url too, which often ends in /simple")
                    .orElse(""));
  }
}
