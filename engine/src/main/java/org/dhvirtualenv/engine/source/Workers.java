package org.dhvirtualenv.engine.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dhvirtualenv.engine.error.EngineException;

/** Does things on all processors; the first failure is the one that is reported. */
final class Workers implements AutoCloseable {
  /** More of them only wait for each other in the file system. */
  private static final int MOST = 4;

  private static final int SECONDS = 60;

  private final ExecutorService pool =
      Executors.newFixedThreadPool(Math.min(MOST, Runtime.getRuntime().availableProcessors()));

  private final List<Future<?>> tasks = new ArrayList<>();

  /** Has {@code task} done; to be called from one thread only. */
  void submit(Runnable task) {
    tasks.add(pool.submit(task));
  }

  /** Waits for everything. */
  void await() {
    try {
      for (Future<?> task : tasks) {
        task.get();
      }
      tasks.clear();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
    try {
      // nothing may appear in a directory that is about to be removed
      if (!pool.awaitTermination(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a file is still being copied");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
