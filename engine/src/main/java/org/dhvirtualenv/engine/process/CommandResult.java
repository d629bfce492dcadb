package org.dhvirtualenv.engine.process;

import java.util.List;

/**
 * Tells how a program ended.
 *
 * @param status its exit status; 128 and the signal's number if a signal ended it
 * @param output standard output, line by line; standard error too if the two were merged
 */
public record CommandResult(int status, List<String> output) {
  /** Copies the lines. */
  public CommandResult {
    output = List.copyOf(output);
  }

  /** Says whether the status is 0. */
  public boolean succeeded() {
    return status == 0;
  }

  /** Returns the last {@code count} lines of the output. */
  public List<String> last(int count) {
    return output.subList(Math.max(0, output.size() - count), output.size());
  }
}
