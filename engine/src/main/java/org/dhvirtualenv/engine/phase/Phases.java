package org.dhvirtualenv.engine.phase;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures the phases of one run of a command, each without those inside it, so that their sum is
 * at most the whole.
 *
 * <p>Phases begin and end in the thread that runs the command; counts and steps may come from any.
 */
public final class Phases {
  private final LongSupplier clock;
  private final Progress progress;
  private final Map<Phase, Long> nanoseconds = new EnumMap<>(Phase.class);
  private final Map<Phase, Map<Counted, Integer>> counts = new EnumMap<>(Phase.class);
  private final Deque<Phase> running = new ArrayDeque<>();
  private final long start;
  private long since;

  /**
   * Starts to measure.
   *
   * @param clock nanoseconds since any moment
   * @param progress shows what is going on
   */
  public Phases(LongSupplier clock, Progress progress) {
    this.clock = clock;
    this.progress = progress;
    start = clock.getAsLong();
    since = start;
  }

  /** Returns what {@code work} returns, which is done in {@code phase}. */
  public <T> T time(Phase phase, Supplier<T> work) {
    begin(phase);
    try {
      return work.get();
    } finally {
      end();
    }
  }

  /** Does {@code work} in {@code phase}. */
  public void run(Phase phase, Runnable work) {
    begin(phase);
    try {
      work.run();
    } finally {
      end();
    }
  }

  private synchronized void begin(Phase phase) {
    charge();
    running.push(phase);
    progress.show(phase.word());
  }

  private synchronized void end() {
    charge();
    running.pop();
    if (running.isEmpty()) {
      progress.clear();
    } else {
      progress.show(running.element().word());
    }
  }

  /** Ends the phase that is under way; {@code phase} goes on in its place. */
  public synchronized void turn(Phase phase) {
    charge();
    running.pop();
    running.push(phase);
  }

  /** Adds the time since the last change to the phase that is under way. */
  private void charge() {
    long now = clock.getAsLong();
    if (!running.isEmpty()) {
      nanoseconds.merge(running.element(), now - since, Long::sum);
    }
    since = now;
  }

  /** Adds {@code count} to what {@code phase} has dealt with. */
  public synchronized void count(Phase phase, Counted what, int count) {
    counts
        .computeIfAbsent(phase, key -> new EnumMap<>(Counted.class))
        .merge(what, count, Integer::sum);
  }

  /** Shows {@code what} the phase under way is dealing with. */
  public synchronized void step(String what) {
    if (!running.isEmpty()) {
      progress.show(running.element().word() + ": " + what);
    }
  }

  /** Returns the phases that are over, in the order of {@link Phase}. */
  public synchronized List<Measured> all() {
    return nanoseconds.entrySet().stream()
        .map(
            entry ->
                new Measured(
                    entry.getKey(),
                    entry.getValue(),
                    counts.getOrDefault(entry.getKey(), Map.of())))
        .toList();
  }

  /** Returns the nanoseconds since the start. */
  public long total() {
    return clock.getAsLong() - start;
  }
}
