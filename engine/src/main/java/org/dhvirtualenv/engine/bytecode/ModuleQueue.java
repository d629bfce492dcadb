package org.dhvirtualenv.engine.bytecode;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/** Modules that wait to be compiled, the largest first, and those that have byte code. */
final class ModuleQueue {
  /**
   * A module.
   *
   * @param path where it is
   * @param name the file name that its code is to carry
   * @param size in bytes
   */
  record Module(Path path, String name, long size) {}

  private final Queue<Module> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Module::size).reversed().thenComparing(Module::path));
  private final Set<Path> compiled = new HashSet<>();
  private int asked;
  private boolean ended;
  private boolean abandoned;

  synchronized void add(Module module) {
    if (!ended) {
      waiting.add(module);
      notifyAll();
    }
  }

  /** Says that no more modules will come. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Says that nobody wants byte code any more. */
  synchronized void abandon() {
    waiting.clear();
    abandoned = true;
    end();
  }

  /** Returns a module if one waits; it is in work until it is {@link #done}. */
  synchronized Optional<Module> poll() {
    Optional<Module> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(module -> asked++);
    return next;
  }

  /** Waits for a module; returns nothing if no more will come. */
  synchronized Optional<Module> take() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    return poll();
  }

  /** Says that {@code module} has been read, and whether it has byte code now. */
  synchronized void done(Module module, boolean byteCode) {
    if (byteCode) {
      compiled.add(module.path());
    }
    asked--;
    notifyAll();
  }

  /** Waits until no module waits or is in work, or nobody wants byte code any more. */
  synchronized void settle() throws InterruptedException {
    while (!abandoned && (asked > 0 || !waiting.isEmpty())) {
      wait();
    }
  }

  /** Returns what has byte code. */
  synchronized Set<Path> compiled() {
    return Set.copyOf(compiled);
  }
}
