package org.dhvirtualenv.engine.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * Names a Python distribution or an extra; two spellings of one name are equal (PEP 503, PEP 685).
 *
 * @param value as written: ASCII letters, digits, full stops, hyphens and underscores, the first
 *     and the last one a letter or digit (PEP 508)
 */
public record DistributionName(String value) implements Comparable<DistributionName> {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  /** Checks the syntax. */
  public DistributionName {
    if (!valid(value)) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + value + "' is not the name of a Python distribution",
          "see PEP 508 for the characters that a name may have");
    }
  }

  /** Returns whether {@code text} has the syntax of a name. */
  public static boolean valid(String text) {
    return SYNTAX.matcher(text).matches();
  }

  /** Returns the form in which names are compared (PEP 503). */
  public String normalised() {
    return normalised(value);
  }

  /** Returns {@code text}, a name or a pattern of names, in the form that PEP 503 compares. */
  public static String normalised(String text) {
    return SEPARATORS.matcher(text).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(DistributionName other) {
    return normalised().compareTo(other.normalised());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DistributionName name && normalised().equals(name.normalised());
  }

  @Override
  public int hashCode() {
    return normalised().hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
