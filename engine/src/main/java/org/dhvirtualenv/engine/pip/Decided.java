package org.dhvirtualenv.engine.pip;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.WheelFile;

/** The wheels that earlier requests have decided on, which bind the later ones. */
final class Decided {
  /** What a hint says of a side of a contradiction that is one of these. */
  static final String BEFORE = "decided before";

  private static final Pattern SIDE = Pattern.compile("'([^' =]+)==[^' ]+' \\(" + BEFORE + "\\)");

  /** A requirement that counts without extras. */
  private static final Pattern REQUIRED =
      Pattern.compile("\\s*([A-Za-z0-9._-]+)[^;]*(?!.*\\bextra\\b)");

  private final Map<DistributionName, WheelFile> wheels = new LinkedHashMap<>();
  private final Map<DistributionName, List<String>> requires = new LinkedHashMap<>();
  private final Set<DistributionName> alone = new HashSet<>();

  /**
   * Adds {@code added}; one of the same name takes the place of an earlier one.
   *
   * @param without whether what they require was not asked for ({@code --no-deps})
   */
  void add(List<WheelFile> added, boolean without) {
    for (WheelFile wheel : added) {
      wheels.remove(wheel.name());
      wheels.put(wheel.name(), wheel);
      if (without) {
        alone.add(wheel.name());
      } else {
        alone.remove(wheel.name());
      }
    }
  }

  /** Notes what those that pip has chosen require. */
  void note(List<Resolved> chosen) {
    chosen.forEach(one -> requires.put(one.name(), one.requires()));
  }

  /** Returns {@code hint} with what requires those that it says to be decided before. */
  String explain(String hint) {
    return SIDE.matcher(hint)
        .replaceAll(
            side ->
                Matcher.quoteReplacement(
                    side.group().replaceFirst("\\)$", "")
                        + requirers(new DistributionName(side.group(1)))
                        + ")"));
  }

  private String requirers(DistributionName name) {
    StringBuilder text = new StringBuilder();
    for (WheelFile wheel : wheels.values()) {
      for (String requirement : requires.getOrDefault(wheel.name(), List.of())) {
        Matcher required = REQUIRED.matcher(requirement);
        if (required.lookingAt() && new DistributionName(required.group(1)).equals(name)) {
          text.append("; '").append(wheel.name()).append(' ').append(wheel.version());
          text.append("' requires '").append(required.group().strip()).append("'");
        }
      }
    }
    return text.toString();
  }

  /** Returns the wheel of {@code name}. */
  Optional<WheelFile> of(DistributionName name) {
    return Optional.ofNullable(wheels.get(name));
  }

  /** Returns the wheel that was built from {@code origin}. */
  Optional<WheelFile> from(String origin) {
    return wheels.values().stream()
        .filter(wheel -> wheel.provenance().origin().equals(origin))
        .findFirst();
  }

  /** Returns all, in the order of their installation. */
  List<WheelFile> all() {
    return List.copyOf(wheels.values());
  }

  /**
   * Returns lines of a requirements file that stand for all but {@code except}: the file of each,
   * so that no index is asked. As constraints they would not do: pip before 25 does not find extras
   * of a constraint with a URL, and wants digests beside requirements.
   *
   * @param hashes whether each line has the digest that {@code --require-hashes} wants
   */
  List<String> requirements(Set<DistributionName> except, boolean hashes) {
    return wheels.values().stream()
        .filter(wheel -> !except.contains(wheel.name()) && !alone.contains(wheel.name()))
        .map(wheel -> line(wheel, "", hashes))
        .toList();
  }

  /**
   * Returns lines of a constraints file that hold the version of those in {@code names}, and of
   * those of which nothing but the version may count, since what they require is not wanted.
   */
  List<String> versions(Set<DistributionName> names) {
    return wheels.values().stream()
        .filter(wheel -> names.contains(wheel.name()) || alone.contains(wheel.name()))
        .map(wheel -> wheel.name() + "==" + wheel.version())
        .toList();
  }

  /** Returns the line for {@code wheel} and its {@code extras}, such as {@code [a,b]}. */
  static String line(WheelFile wheel, String extras, boolean hashes) {
    String line = wheel.name() + extras + " @ " + wheel.file().toUri();
    return hashes ? line + " --hash=sha256:" + digest(wheel) : line;
  }

  private static String digest(WheelFile wheel) {
    return (wheel.provenance().builtHere() ? Optional.<String>empty() : wheel.provenance().sha256())
        .orElseGet(() -> Digests.hexadecimal(wheel.file()));
  }
}
