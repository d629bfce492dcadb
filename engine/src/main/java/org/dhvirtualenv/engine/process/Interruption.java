package org.dhvirtualenv.engine.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * Ends the engine in good order when a signal (SIGHUP, SIGINT or SIGTERM) ends the Java machine.
 *
 * <p>All programs that run are ended, no new one starts, and the work that is under way fails at
 * its next step, so that it takes back what it has made. The machine waits for that.
 */
public final class Interruption {
  private static final int PATIENCE_SECONDS = 60;
  private static final int GRACE_MILLISECONDS = 2000;
  private static final Map<Process, Thread> RUNNING = new ConcurrentHashMap<>();

  private static volatile boolean begun;

  private Interruption() {}

  /**
   * Lets signals end the work in good order.
   *
   * @return what is to be called when the work has ended, well or not
   */
  public static Runnable watch() {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended), "interruption"));
    return ended::countDown;
  }

  /** Returns whether a signal has ended the work before it was done. */
  public static boolean begun() {
    return begun;
  }

  /** Fails if the work is to end. */
  public static void check() {
    if (begun) {
      throw failure();
    }
  }

  /** Returns the failure of a work that a signal has ended. */
  public static EngineException failure() {
    return new EngineException(
        ExitCode.TOOL, "ended by a signal", "what it had made is removed; run it again");
  }

  /** Takes a program that has just been started. */
  static void add(Process process) {
    RUNNING.put(process, Thread.currentThread());
    if (begun || Thread.currentThread().isInterrupted()) {
      end(process);
      await(process);
      throw failure();
    }
  }

  /** Waits until {@code thread} has ended, also if this one is interrupted, which it stays. */
  public static void join(Thread thread) {
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

  /**
   * Waits until {@code process} has ended, also if the thread is interrupted, which ends it, and
   * returns its status. The thread stays interrupted.
   */
  static int await(Process process) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
          end(process);
        }
      }
    } finally {
      RUNNING.remove(process);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Asks {@code process} and the programs that it has started to end. */
  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** Ends the programs that {@code thread}, which has been interrupted, is waiting for. */
  public static void end(Thread thread) {
    RUNNING.forEach(
        (process, waiting) -> {
          if (waiting.equals(thread)) {
            end(process);
          }
        });
  }

  private static void end(CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    begun = true;
    RUNNING.keySet().forEach(Interruption::end);
    try {
      if (!ended.await(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        RUNNING
            .keySet()
            .forEach(
                process -> {
                  process.descendants().forEach(ProcessHandle::destroyForcibly);
                  process.destroyForcibly();
                });
        ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
