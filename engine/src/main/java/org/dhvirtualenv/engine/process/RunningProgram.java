package org.dhvirtualenv.engine.process;

import java.io.InputStream;
import java.io.OutputStream;

/** A program that runs; it ends with the engine, however that ends. */
public interface RunningProgram extends AutoCloseable {
  /** Returns what the program reads as its standard input. */
  OutputStream input();

  /** Returns what the program writes to its standard output. */
  InputStream output();

  /**
   * Closes the program's input, which tells it to end, and waits until it has.
   *
   * @return its status and the last lines that it has written to standard error
   */
  CommandResult end();

  /** Ends the program at once if it still runs; returns when it has ended. */
  @Override
  void close();
}
