package org.dhvirtualenv.engine.process;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work whose result is wanted later, done in a thread of its own while something else is going on.
 *
 * @param <T> the result
 */
public final class EarlyTask<T> implements AutoCloseable {
  private final FutureTask<T> task;
  private final Thread thread;

  /**
   * Begins {@code work}.
   *
   * @param name what the thread is called
   */
  public EarlyTask(String name, Supplier<T> work) {
    task = new FutureTask<>(work::get);
    thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for the result and returns it, or fails as the work has failed. */
  public T result() {
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
    }
  }

  /** Ends the work, unless it is over; it does nothing any more when this returns. */
  @Override
  public void close() {
    task.cancel(true);
    Interruption.end(thread);
    Interruption.join(thread);
  }
}
