package org.dhvirtualenv.engine.process;

import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/** Words the failure of a program: which command, its status and the end of its output. */
public final class ToolFailure {
  private static final int LINES = 20;

  /** What the C library says of a full disk (errno(3), ENOSPC and EDQUOT), whoever passes it on. */
  public static final String FULL = "No space left on device|Disk quota exceeded";

  /** What to do about a full disk. */
  public static final String FREE_SPACE =
      "free some space, or set TMPDIR to a directory on a file system that has more";

  private static final Pattern FULL_DISK = Pattern.compile(FULL);

  private ToolFailure() {}

  /**
   * Returns the failure of {@code command}, which ended with {@code result}.
   *
   * @param hint what to do, unless the disk is full
   */
  public static EngineException of(
      String what, Command command, CommandResult result, String hint) {
    StringBuilder message = new StringBuilder(what);
    message.append(" (status ").append(result.status()).append("): ").append(command);
    boolean full = false;
    for (String line : result.last(LINES)) {
      message.append("\n  | ").append(line);
      full |= FULL_DISK.matcher(line).find();
    }
    return new EngineException(ExitCode.TOOL, message.toString(), full ? FREE_SPACE : hint);
  }
}
