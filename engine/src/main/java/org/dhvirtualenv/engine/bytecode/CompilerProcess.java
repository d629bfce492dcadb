package org.dhvirtualenv.engine.bytecode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.dhvirtualenv.engine.bytecode.ModuleQueue.Module;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.Interruption;
import org.dhvirtualenv.engine.process.RunningProgram;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * An interpreter that runs, and the thread that feeds it.
 *
 * <p>It is always one module ahead of the answers, so that it never waits for the next one.
 */
final class CompilerProcess implements AutoCloseable {
  private static final int AHEAD = 2;

  private final Command command;
  private final RunningProgram program;
  private final ModuleQueue queue;
  private final Thread feeder;
  private volatile boolean closed;
  private Optional<EngineException> failure = Optional.empty();

  CompilerProcess(Command command, RunningProgram program, ModuleQueue queue) {
    this.command = command;
    this.program = program;
    this.queue = queue;
    feeder = new Thread(this::feed, "byte code");
    feeder.setDaemon(true);
    feeder.start();
  }

  private void feed() {
    Deque<Module> asked = new ArrayDeque<>();
    try {
      exchange(asked);
    } catch (IOException e) {
      // it has ended, and its status tells why
    } catch (InterruptedException e) {
      program.close();
    }
    CommandResult result = program.end();
    if (!closed && (!asked.isEmpty() || !result.succeeded())) {
      Module first = asked.peek();
      failure =
          Optional.of(
              ToolFailure.of(
                  "cannot compile " + (first == null ? "the modules" : "'" + first.path() + "'"),
                  command,
                  result,
                  "check the interpreter given with --python"));
      queue.abandon();
    }
  }

  private void exchange(Deque<Module> asked) throws IOException, InterruptedException {
    OutputStream input = new BufferedOutputStream(program.input());
    while (true) {
      while (asked.size() < AHEAD) {
        Optional<Module> next = asked.isEmpty() ? queue.take() : queue.poll();
        if (next.isEmpty()) {
          break;
        }
        asked.add(next.get());
        input.write(bytes(next.get().path().toString()));
        input.write(bytes(next.get().name()));
        input.flush();
      }
      if (asked.isEmpty()) {
        return;
      }
      int answer = program.output().read();
      if (answer < 0) {
        throw new IOException("no answer");
      }
      queue.done(asked.remove(), answer == '1');
    }
  }

  private static byte[] bytes(String text) {
    return (text + '\0').getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Waits until nothing is left to be compiled.
   *
   * @throws EngineException if the interpreter has failed
   */
  void finish() {
    Interruption.join(feeder);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Override
  public void close() {
    closed = true;
    program.close();
    Interruption.join(feeder);
  }
}
