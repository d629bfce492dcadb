package org.dhvirtualenv.engine.smoke;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a trial ended.
 *
 * @param trial what was tried
 * @param status its exit status, 128 and the signal's number if a signal ended it
 * @param timedOut whether it took too long
 * @param output the end of what it has written, line by line
 * @param told what it says it has missed
 * @param seen what it was seen to look for in vain, which may have done no harm
 */
public record Outcome(
    Trial trial,
    int status,
    boolean timedOut,
    List<String> output,
    Set<Absence> told,
    Set<Absence> seen) {
  /** Copies the collections, whose order is that of the events. */
  public Outcome {
    output = List.copyOf(output);
    told = Collections.unmodifiableSet(new LinkedHashSet<>(told));
    seen = Collections.unmodifiableSet(new LinkedHashSet<>(seen));
  }

  /** Returns whether it went well. */
  public boolean succeeded() {
    return status == 0 && !timedOut;
  }
}
