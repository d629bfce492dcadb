package org.dhvirtualenv.engine.phase;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A phase that is over.
 *
 * @param phase which
 * @param nanoseconds how long it took, without the phases inside it
 * @param counts what it has dealt with
 */
public record Measured(Phase phase, long nanoseconds, Map<Counted, Integer> counts) {
  /** Copies the counts, in the order of {@link Counted}. */
  public Measured {
    Map<Counted, Integer> copy = new EnumMap<>(Counted.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
  }
}
