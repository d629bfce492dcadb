package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.archive.SourceArchive;
import org.dhvirtualenv.engine.archive.WheelArchive;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.files.HeaderFields;
import org.dhvirtualenv.engine.model.DistributionName;

/**
 * A wheel or source distribution as it was published.
 *
 * @param file where it lies on this machine, under its own name
 * @param name the distribution
 * @param version its version, as its metadata writes it
 * @param wheel whether it is a wheel
 */
public record Archive(Path file, DistributionName name, String version, boolean wheel) {
  private static final int LONGEST = 60;

  /** Returns the SHA-256 digest of its file in hexadecimal. */
  public String sha256() {
    return Digests.hexadecimal(file);
  }

  /** Returns the name of its file. */
  public String fileName() {
    return String.valueOf(file.getFileName());
  }

  /**
   * Returns the licence that its metadata tell: the expression (PEP 639), what License says if that
   * is not a whole text, or the classifiers.
   */
  public String licence() {
    List<String> lines =
        (wheel ? new WheelArchive(file).metadata() : new SourceArchive(file).metadata())
            .lines()
            .toList();
    String expression = first(lines, "License-Expression");
    String licence = expression.isEmpty() ? first(lines, "License") : expression;
    boolean name =
        !licence.isEmpty()
            && licence.length() <= LONGEST
            && !licence.equals("UNKNOWN")
            && !continued(lines, licence);
    if (name) {
      return licence;
    }
    List<String> classifiers =
        HeaderFields.values(lines, "Classifier").stream()
            .filter(value -> value.startsWith("License ::"))
            .map(value -> value.replaceFirst(".*:: *", ""))
            .toList();
    return classifiers.isEmpty() ? "unknown licence" : String.join(", ", classifiers);
  }

  /** Returns whether the field with {@code value} goes on in the next line (RFC 5322 folding). */
  private static boolean continued(List<String> lines, String value) {
    for (int i = 1; i < lines.size() && !lines.get(i - 1).isEmpty(); i++) {
      String line = lines.get(i - 1);
      if (line.startsWith("License") && line.endsWith(value)) {
        return lines.get(i).startsWith(" ") || lines.get(i).startsWith("\t");
      }
    }
    return false;
  }

  private static String first(List<String> lines, String field) {
    return HeaderFields.values(lines, field).stream().findFirst().orElse("");
  }
}
