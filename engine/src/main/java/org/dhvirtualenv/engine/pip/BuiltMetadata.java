package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.archive.WheelArchive;

/**
 * What a wheel that was built here says of itself (core metadata specification).
 *
 * @param name as the project spells it; empty if it says none
 * @param version likewise
 * @param requires the values of Requires-Dist
 */
record BuiltMetadata(String name, String version, List<String> requires) {
  /** Reads the metadata of {@code wheel}; installing it says what is wrong with them. */
  static BuiltMetadata of(Path wheel) {
    List<String> lines =
        new WheelArchive(wheel).metadata().lines().takeWhile(line -> !line.isBlank()).toList();
    return new BuiltMetadata(
        values(lines, "Name").stream().findFirst().orElse(""),
        values(lines, "Version").stream().findFirst().orElse(""),
        values(lines, "Requires-Dist"));
  }

  private static List<String> values(List<String> lines, String field) {
    String start = field + ":";
    return lines.stream()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }
}
