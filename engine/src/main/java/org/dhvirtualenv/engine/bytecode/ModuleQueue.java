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
  private boolean ended;

  synchronized void add(Module module) {
    if (!ended) {
      waiting.add(module);
      notify();
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
    end();
  }

  /** Returns a module if one waits. */
  synchronized Optional<Module> poll() {
    return Optional.ofNullable(waiting.poll());
  }

  /** Waits for a module; returns nothing if no more will come. */
  synchronized Optional<Module> take() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    return poll();
  }

  /** Says that {@code module} has byte code. */
  synchronized void compiled(Module module) {
    compiled.add(module.path());
  }

  /** Returns what has byte code. */
  synchronized Set<Path> compiled() {
    return Set.copyOf(compiled);
  }
}
