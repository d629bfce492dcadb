package org.dhvirtualenv.engine.wheel;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does the same with many things on all processors, in their order as far as that goes. */
final class ParallelTasks {
  private ParallelTasks() {}

  /** Does one task after the other; each thread makes one of its own. */
  interface Worker extends AutoCloseable {
    /** Does the task with this number. */
    void run(int task);

    @Override
    void close();
  }

  /** Makes a worker. */
  @FunctionalInterface
  interface WorkerFactory {
    /** Returns a worker for one thread. */
    Worker create();
  }

  /**
   * Runs the tasks 0 to {@code count - 1}; returns when no thread works any more.
   *
   * <p>After a failure no further task is begun. Of several failures the one with the smallest
   * number is thrown.
   */
  static void run(int count, WorkerFactory factory) {
    int size = Math.max(1, Math.min(count, Runtime.getRuntime().availableProcessors()));
    AtomicInteger next = new AtomicInteger();
    SortedMap<Integer, Throwable> failures = new TreeMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Thread thread =
          new Thread(
              () -> {
                try (Worker worker = factory.create()) {
                  work(next, count, worker::run, failures);
                }
              },
              "wheel-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    threads.forEach(ParallelTasks::join);
    if (!failures.isEmpty()) {
      Throwable first = failures.get(failures.firstKey());
      if (first instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) first;
    }
  }

  /** Returns workers that have nothing of their own. */
  static WorkerFactory each(IntConsumer task) {
    return () ->
        new Worker() {
          @Override
          public void run(int number) {
            task.accept(number);
          }

          @Override
          public void close() {}
        };
  }

  private static void work(
      AtomicInteger next, int count, IntConsumer task, SortedMap<Integer, Throwable> failures) {
    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
      try {
        task.accept(number);
      } catch (RuntimeException | Error e) {
        next.set(count);
        synchronized (failures) {
          failures.put(number, e);
        }
      }
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
