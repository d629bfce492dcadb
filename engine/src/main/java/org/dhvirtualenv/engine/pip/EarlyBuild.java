package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.dhvirtualenv.engine.process.Interruption;

/**
 * A wheel that is built while something else is going on.
 *
 * <p>What pip says is held back until somebody asks for the wheel, so that the log is the same as
 * if it were built then.
 */
final class EarlyBuild implements AutoCloseable {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final FutureTask<Path> task;
  private final Thread thread;

  /**
   * Begins to build.
   *
   * @param build returns the wheel; gets the log to use
   * @param verbose whether that log takes all output
   */
  EarlyBuild(Function<PipLog, Path> build, boolean verbose) {
    PipLog held = new PipLog(lines::add, verbose);
    task = new FutureTask<>(() -> build.apply(held));
    thread = new Thread(task, "early build");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for the wheel and returns it; {@code log} takes what was held back. */
  Path wheel(PipLog log) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Interruption.failure();
    } finally {
      lines.forEach(log::say);
    }
  }

  /** Ends the build, unless it is over; nothing is written any more when this returns. */
  @Override
  public void close() {
    task.cancel(true);
    Interruption.end(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
