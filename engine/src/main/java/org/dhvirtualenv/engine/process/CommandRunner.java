package org.dhvirtualenv.engine.process;

/** Runs programs; the seam at which a test puts a fake. */
public interface CommandRunner {
  /**
   * Runs {@code command} to its end with standard error merged into the output, which is also
   * passed on to the build log as it comes.
   */
  CommandResult run(Command command);

  /** Runs {@code command} to its end and returns its standard output; the rest is dropped. */
  CommandResult query(Command command);
}
