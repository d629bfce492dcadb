package org.dhvirtualenv.engine.finding;

import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/** Collects findings from any thread; equal ones count once. */
public final class Findings {
  private final SortedSet<Finding> all = new ConcurrentSkipListSet<>();

  /** Adds a finding. */
  public void add(Finding finding) {
    all.add(finding);
  }

  /** Returns all, sorted, errors first. */
  public List<Finding> sorted() {
    return List.copyOf(all);
  }

  /** Returns those that are no errors, sorted. */
  public List<Finding> remarks() {
    return all.stream().filter(finding -> finding.severity() != Severity.ERROR).toList();
  }

  /**
   * Does nothing if there is no error.
   *
   * @throws EngineException with all errors, one line each under the hint that they share
   */
  public void refuseErrors() {
    List<Finding> errors =
        all.stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          errors.stream()
              .map(error -> new EngineException.Problem(error.what(), error.hint()))
              .toList());
    }
  }
}
