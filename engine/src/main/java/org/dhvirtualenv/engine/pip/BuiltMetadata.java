package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.archive.WheelArchive;
import org.dhvirtualenv.engine.files.HeaderFields;

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
    List<String> lines = new WheelArchive(wheel).metadata().lines().toList();
    return new BuiltMetadata(
        HeaderFields.values(lines, "Name").stream().findFirst().orElse(""),
        HeaderFields.values(lines, "Version").stream().findFirst().orElse(""),
        HeaderFields.values(lines, "Requires-Dist"));
  }
}
