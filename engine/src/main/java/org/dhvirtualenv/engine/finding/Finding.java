package org.dhvirtualenv.engine.finding;

import java.util.Comparator;

/**
 * A problem of the package and its remedy.
 *
 * @param severity how much it matters
 * @param subject what it is about, such as a path on the target; for sorting, not shown
 * @param what what is wrong, the offending value quoted; lines after the first one are details
 * @param hint what to do about it; empty if there is nothing to do
 */
public record Finding(Severity severity, String subject, String what, String hint)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::hint)
          .thenComparing(Finding::subject)
          .thenComparing(Finding::what);

  /** Returns an error. */
  public static Finding error(String subject, String what, String hint) {
    return new Finding(Severity.ERROR, subject, what, hint);
  }

  /** Returns a warning. */
  public static Finding warning(String subject, String what, String hint) {
    return new Finding(Severity.WARNING, subject, what, hint);
  }

  /** Returns a note, which has no remedy because it needs none. */
  public static Finding note(String subject, String what) {
    return new Finding(Severity.NOTE, subject, what, "");
  }

  /** Orders errors first and those with the same remedy side by side. */
  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
