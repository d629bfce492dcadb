package org.dhvirtualenv.engine.pip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.WheelFile;

/** The wheels that earlier requests have decided on, which bind the later ones. */
final class Decided {
  private final Map<DistributionName, WheelFile> wheels = new LinkedHashMap<>();

  /** Adds {@code added}; one of the same name takes the place of an earlier one. */
  void add(List<WheelFile> added) {
    for (WheelFile wheel : added) {
      wheels.remove(wheel.name());
      wheels.put(wheel.name(), wheel);
    }
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
        .filter(wheel -> !except.contains(wheel.name()))
        .map(wheel -> line(wheel, "", hashes))
        .toList();
  }

  /** Returns lines of a constraints file that hold the version of those in {@code names}. */
  List<String> versions(Set<DistributionName> names) {
    return wheels.values().stream()
        .filter(wheel -> names.contains(wheel.name()))
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
        .orElseGet(() -> Digest.sha256(wheel.file()));
  }
}
