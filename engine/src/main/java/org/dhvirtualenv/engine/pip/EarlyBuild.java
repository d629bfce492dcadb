package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.dhvirtualenv.engine.process.EarlyTask;

/**
 * A wheel that is built while something else is going on.
 *
 * <p>What pip says is held back until somebody asks for the wheel, so that the log is the same as
 * if it were built then.
 */
final class EarlyBuild implements AutoCloseable {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final EarlyTask<Path> task;

  /**
   * Begins to build.
   *
   * @param build returns the wheel; gets the log to use
   * @param verbose whether that log takes all output
   */
  EarlyBuild(Function<PipLog, Path> build, boolean verbose) {
    PipLog held = new PipLog(lines::add, verbose);
    task = new EarlyTask<>("early build", () -> build.apply(held));
  }

  /** Waits for the wheel and returns it; {@code log} takes what was held back. */
  Path wheel(PipLog log) {
    try {
      return task.result();
    } finally {
      lines.forEach(log::say);
    }
  }

  /** Ends the build, unless it is over; nothing is written any more when this returns. */
  @Override
  public void close() {
    task.close();
  }
}
