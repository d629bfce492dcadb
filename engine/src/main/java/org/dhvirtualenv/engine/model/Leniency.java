package org.dhvirtualenv.engine.model;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which requirements of installed distributions need not be met.
 *
 * @param excused the distributions that require what may be missing, as PEP 503 compares names
 * @param warning whether those of others are worth a warning only
 */
public record Leniency(Set<String> excused, boolean warning) {
  /** All must be met. */
  public static final Leniency NONE = new Leniency(Set.of(), false);

  /** Copies the set. */
  public Leniency {
    excused = Set.copyOf(excused);
  }

  /** Returns the leniency that excuses {@code names}. */
  public static Leniency of(Collection<DistributionName> names) {
    return new Leniency(
        names.stream().map(DistributionName::normalised).collect(Collectors.toSet()), false);
  }

  /** Returns whether what the distribution {@code name} requires need not be met. */
  public boolean excuses(String name) {
    return excused.contains(DistributionName.normalised(name));
  }

  /** Returns the leniency that lets pass what this one or {@code other} does. */
  public Leniency or(Leniency other) {
    return new Leniency(
        Stream.concat(excused.stream(), other.excused.stream()).collect(Collectors.toSet()),
        warning || other.warning);
  }
}
