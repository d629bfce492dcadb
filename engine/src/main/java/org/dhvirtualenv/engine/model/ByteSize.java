package org.dhvirtualenv.engine.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * A number of bytes, written as a packager would: {@code 8G}.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) {
  private static final String UNITS = "KMGT";
  private static final int STEP = 10;
  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,6})([" + UNITS + "]?)");

  /**
   * Reads a number of up to six digits with a unit behind it: K, M, G or T, powers of 1024 as in
   * du(1), or none.
   */
  public static ByteSize of(String text) {
    Matcher size = SYNTAX.matcher(text);
    if (!size.matches()) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "'" + text + "' is not a size",
          "write a number and a unit, K, M, G or T: 8G");
    }
    int power = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2)) + 1;
    return new ByteSize(Long.parseLong(size.group(1)) << (power * STEP));
  }

  /** Returns the size with the largest unit in which it is a whole number. */
  @Override
  public String toString() {
    int power = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / STEP, UNITS.length());
    return (bytes >> (power * STEP)) + (power == 0 ? "" : UNITS.substring(power - 1, power));
  }
}
