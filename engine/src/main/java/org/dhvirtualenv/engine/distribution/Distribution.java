package org.dhvirtualenv.engine.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.HeaderFields;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.Release;

/**
 * An installed distribution.
 *
 * @param metadata its .dist-info directory
 * @param name as in the directory's name
 * @param version as in the directory's name
 * @param records what its RECORD says; empty if there is none
 */
public record Distribution(Path metadata, String name, String version, List<RecordRow> records) {
  private static final String SUFFIX = ".dist-info";
  private static final String EXTERNAL = "Requires-External";

  /** Copies the rows. */
  public Distribution {
    records = List.copyOf(records);
  }

  /** Returns its name and version. */
  public Release release() {
    return new Release(name, version);
  }

  /** Says whether {@code directory} is named like a distribution's metadata. */
  static boolean named(Path directory) {
    return directory.getFileName().toString().endsWith(SUFFIX);
  }

  /** Reads the distribution whose metadata lies in {@code metadata}. */
  static Distribution read(Path metadata) {
    String full = metadata.getFileName().toString();
    String stem = full.substring(0, full.length() - SUFFIX.length());
    int dash = stem.indexOf('-');
    return new Distribution(
        metadata,
        dash < 0 ? stem : stem.substring(0, dash),
        dash < 0 ? "" : stem.substring(dash + 1),
        lines(metadata.resolve("RECORD")).stream()
            .filter(
                line ->
                    !line.isEmpty()
                        && !line.startsWith(",")
                        && line.indexOf('\0') < 0) // no name of a file
            .map(RecordRow::parse)
            .toList());
  }

  /** Returns the file that a row of RECORD names. */
  public Path file(RecordRow row) {
    return Trees.parent(metadata).resolve(row.path()).normalize();
  }

  /**
   * Says whether the wheel was built on this machine: its platform tag is not one that the index
   * accepts for prebuilt wheels, such as {@code manylinux_2_17_x86_64} (PEP 600, PEP 656).
   */
  public boolean builtHere() {
    return lines(metadata.resolve("WHEEL")).stream()
        .filter(line -> line.startsWith("Tag:"))
        .noneMatch(line -> line.contains("manylinux") || line.contains("musllinux"));
  }

  /** Returns the values of {@code Requires-External} in METADATA (core metadata). */
  public List<String> requiresExternal() {
    return HeaderFields.values(lines(metadata.resolve("METADATA")), EXTERNAL).stream()
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
