package org.dhvirtualenv.engine.pip;

import java.util.ArrayList;
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

  /** Returns all, in the order of their installation. */
  List<WheelFile> all() {
    return List.copyOf(wheels.values());
  }

  /**
   * Returns lines of a constraints file that stand for all but {@code except}. Each has its file,
   * so that no index is asked, and its version, which pip names where something contradicts it.
   */
  List<String> constraints(Set<DistributionName> except) {
    List<String> lines = new ArrayList<>();
    for (WheelFile wheel : others(except)) {
      lines.add(line(wheel, "", false));
      lines.add(wheel.name() + "==" + wheel.version());
    }
    return lines;
  }

  /**
   * Returns lines of a requirements file that stand for all but {@code except}. Each has the digest
   * that {@code --require-hashes} wants, which a constraints file could not give.
   */
  List<String> requirements(Set<DistributionName> except) {
    return others(except).stream().map(wheel -> line(wheel, "", true)).toList();
  }

  private List<WheelFile> others(Set<DistributionName> except) {
    return wheels.values().stream().filter(wheel -> !except.contains(wheel.name())).toList();
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
