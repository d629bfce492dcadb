package org.dhvirtualenv.engine.process;

import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/** Words the failure of a program: which command, its status and the end of its output. */
public final class ToolFailure {
  private static final int LINES = 20;

  private ToolFailure() {}

  /** Returns the failure of {@code command}, which ended with {@code result}. */
  public static EngineException of(
      String what, Command command, CommandResult result, String hint) {
    StringBuilder message = new StringBuilder(what);
    message.append(" (status ").append(result.status()).append("): ").append(command);
    for (String line : result.last(LINES)) {
      message.append("\n  | ").append(line);
    }
    return new EngineException(ExitCode.TOOL, message.toString(), hint);
  }
}
