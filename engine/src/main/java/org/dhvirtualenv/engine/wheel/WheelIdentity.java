package org.dhvirtualenv.engine.wheel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * Checks that a wheel is what it was taken for: file name, metadata directory, METADATA and the
 * caller agree on name and version, however they spell them (binary distribution format).
 */
final class WheelIdentity {
  private static final Pattern FILE_NAME =
      Pattern.compile(
          "(?<name>[^\\s-]+)-(?<version>[^\\s-]+)(?:-\\d[^-]*)?-[^\\s-]+-[^\\s-]+-[^\\s-]+\\.whl");

  private static final String DIRECTORY = ".dist-info";
  private static final int MAJOR = 1;

  private final WheelFile wheel;

  WheelIdentity(WheelFile wheel) {
    this.wheel = wheel;
  }

  /** Checks METADATA and the name of its {@code directory}. */
  void check(Headers metadata, String directory) {
    String name = metadata.get("Name").orElse("");
    String version = metadata.get("Version").orElse("");
    if (!DistributionName.valid(name) || version.isEmpty()) {
      throw Refusal.of(wheel, "has a METADATA without name or version");
    }
    if (!same(name) || !VersionSpelling.stands(wheel.version(), version)) {
      throw Refusal.of(
          wheel, "is " + name + " " + version + ", not " + wheel.name() + " " + wheel.version());
    }
    Matcher file = FILE_NAME.matcher(String.valueOf(wheel.file().getFileName()));
    if (!file.matches()
        || !same(file.group("name"))
        || !VersionSpelling.stands(file.group("version"), version)) {
      throw Refusal.of(wheel, "is " + name + " " + version + ", which its name does not say");
    }
    if (!agrees(directory.substring(0, directory.length() - DIRECTORY.length()), version)) {
      throw Refusal.of(
          wheel, "is " + name + " " + version + " and has the metadata directory " + directory);
    }
  }

  private boolean same(String name) {
    return DistributionName.normalised(name).equals(wheel.name().normalised());
  }

  /** Returns whether {@code stem} is name and version; older tools leave hyphens in both. */
  private boolean agrees(String stem, String version) {
    for (int dash = stem.indexOf('-'); dash >= 0; dash = stem.indexOf('-', dash + 1)) {
      if (same(stem.substring(0, dash))
          && VersionSpelling.stands(stem.substring(dash + 1), version)) {
        return true;
      }
    }
    return same(stem);
  }

  /** Checks that {@code format}, the content of WHEEL, is one that the engine knows. */
  void checkFormat(Headers format, Findings findings) {
    String version = format.get("Wheel-Version").orElse("");
    if (!version.matches("\\d{1,9}(\\.\\d{1,9})*")) {
      throw Refusal.of(wheel, "has no valid Wheel-Version in WHEEL: '" + version + "'");
    }
    int major = Integer.parseInt(version.replaceFirst("\\..*", ""));
    if (major > MAJOR) {
      throw Refusal.of(wheel, "has Wheel-Version " + version + ", which is too new");
    }
    if (major == MAJOR && !version.matches("\\d+(\\.0+)*")) {
      findings.add(
          Finding.warning(
              String.valueOf(wheel.file().getFileName()),
              "'" + wheel.file().getFileName() + "' has Wheel-Version " + version,
              "check that what is newer in it than in version 1.0 does not matter"));
    }
  }
}
