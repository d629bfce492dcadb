package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import org.dhvirtualenv.engine.phase.Progress;

/**
 * A line at the end of a terminal that is written again and again, below the lines that stay.
 *
 * <p>Where the output is no terminal there are only lines that stay.
 */
final class ProgressLine implements Progress {
  /** Longer ones would not go away on a terminal of the usual width. */
  private static final int WIDTH = 79;

  private static final String BEGIN_AGAIN = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;
  private boolean shown;

  ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void show(String line) {
    if (terminal) {
      out.print(BEGIN_AGAIN + line.substring(0, Math.min(line.length(), WIDTH)));
      out.flush();
      shown = true;
    }
  }

  @Override
  public synchronized void clear() {
    if (shown) {
      out.print(BEGIN_AGAIN);
      out.flush();
      shown = false;
    }
  }

  /** Prints a line that stays. */
  synchronized void println(String line) {
    clear();
    out.println(line);
  }
}
