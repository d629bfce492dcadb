package org.dhvirtualenv.engine.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A program that runs on this machine.
 *
 * <p>A thread reads its standard error, so that it never waits for that to be read.
 */
final class SystemProgram implements RunningProgram {
  private static final int KEPT_LINES = 50;

  private final Process process;
  private final Thread errors;
  private final Deque<String> lines = new ArrayDeque<>();

  /** Takes {@code process}, which has just been started. */
  SystemProgram(Process process) {
    this.process = process;
    errors = new Thread(this::readErrors, "errors of " + process.pid());
    errors.setDaemon(true);
    errors.start();
  }

  private void readErrors() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          if (lines.size() == KEPT_LINES) {
            lines.removeFirst();
          }
          lines.addLast(Redaction.redact(line));
        }
      }
    } catch (IOException e) {
      // the program has been ended while it wrote
    }
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public CommandResult end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has closed its side before, and its status tells why
    }
    int status = await();
    synchronized (lines) {
      return new CommandResult(status, List.copyOf(lines));
    }
  }

  @Override
  public void close() {
    Interruption.end(process);
    await();
  }

  private int await() {
    int status = Interruption.await(process);
    Interruption.join(errors);
    return status;
  }
}
