package org.dhvirtualenv.engine.process;

import java.util.function.Consumer;

/** Runs programs; the seam at which a test puts a fake. */
public interface CommandRunner {
  /**
   * Runs {@code command} to its end with standard error merged into the output, which is also
   * passed on to the build log as it comes.
   */
  CommandResult run(Command command);

  /**
   * Runs {@code command} to its end with standard error merged into the output, of which {@code
   * lines} gets each line as it comes; the build log gets none.
   */
  default CommandResult run(Command command, Consumer<String> lines) {
    CommandResult result = query(command);
    result.output().forEach(lines);
    return result;
  }

  /** Runs {@code command} to its end and returns its standard output; the rest is dropped. */
  CommandResult query(Command command);
}
