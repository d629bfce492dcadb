package org.dhvirtualenv.engine.vendor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * The file that says which archives a vendor directory has, sorted, with the SHA-256 digest of each
 * in the form of sha256sum(1), and in comments for which interpreters they are.
 *
 * @param targets a version of Python and an architecture each, such as {@code 3.11 amd64}
 * @param digests in hexadecimal, by the name of the file
 */
public record VendorManifest(List<String> targets, SortedMap<String, String> digests) {
  /** The name of the file. */
  public static final String NAME = "SHA256SUMS";

  private static final String FIRST = "# Made by dh_virtualenv_vendor, format 1";
  private static final String ADVICE =
      "# Renew it with 'dh_virtualenv_vendor --update'; 'sha256sum --check SHA256SUMS' reads it, too";
  private static final String TARGET = "# For: ";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/\\s]+)");

  /** Copies list and map. */
  public VendorManifest {
    targets = List.copyOf(targets);
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /** Returns whether {@code directory} has a manifest of ours. */
  static boolean isIn(Path directory) {
    Path file = directory.resolve(NAME);
    return Files.isRegularFile(file) && !lines(file).isEmpty() && lines(file).get(0).equals(FIRST);
  }

  /**
   * Reads that of {@code directory}.
   *
   * @throws EngineException if a line of it cannot be understood
   */
  static VendorManifest read(Path directory) {
    Path file = directory.resolve(NAME);
    List<String> targets = new ArrayList<>();
    SortedMap<String, String> digests = new TreeMap<>();
    for (String line : lines(file)) {
      Matcher matcher = LINE.matcher(line);
      if (line.startsWith(TARGET)) {
        targets.add(line.substring(TARGET.length()));
      } else if (matcher.matches()) {
        digests.put(matcher.group(2), matcher.group(1));
      } else if (!line.startsWith("#") && !line.isBlank()) {
        throw new EngineException(
            ExitCode.PACKAGING,
            "'" + file + "' has the line '" + line + "', which is no digest and name",
            "renew it with dh_virtualenv_vendor --update");
      }
    }
    return new VendorManifest(targets, digests);
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Returns its lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(FIRST, ADVICE));
    targets.forEach(target -> lines.add(TARGET + target));
    digests.forEach((name, digest) -> lines.add(digest + "  " + name));
    return lines;
  }
}
