package org.dhvirtualenv.engine.model;

import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * Names a binary package.
 *
 * @param value lower case letters, digits, plus, minus and full stop; at least two characters, the
 *     first a letter or digit (Debian Policy 5.6.1)
 */
public record PackageName(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

  /** Checks the syntax. */
  public PackageName {
    if (!valid(value)) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "'" + value + "' is not the name of a binary package",
          "see Debian Policy 5.6.1 for the characters that a package name may have");
    }
  }

  /** Returns whether {@code text} has the syntax of a name. */
  public static boolean valid(String text) {
    return SYNTAX.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
