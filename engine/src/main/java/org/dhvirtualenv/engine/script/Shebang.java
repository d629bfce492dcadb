package org.dhvirtualenv.engine.script;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Words the beginning of a script that starts the interpreter of a virtualenv.
 *
 * <p>One line {@code #!}, as long as execve(2) can read it: it cuts the line and splits it at the
 * first blank. Otherwise three lines that are a program for sh and a string for Python.
 */
public final class Shebang {
  /** What execve(2) reads of the first line on every kernel before 5.1, without the line end. */
  static final int LONGEST = 127;

  private final String interpreter;

  /** Creates the beginning for scripts that start the interpreter in {@code virtualenv}. */
  public Shebang(Path virtualenv) {
    interpreter = virtualenv + "/bin/python3";
  }

  /**
   * Returns the beginning without its last line end.
   *
   * @param arguments of the interpreter; may be empty
   */
  public String text(String arguments) {
    String rest = arguments.isBlank() ? "" : " " + arguments.strip();
    String line = "#!" + interpreter + rest;
    boolean direct =
        line.getBytes(StandardCharsets.UTF_8).length <= LONGEST && interpreter.indexOf(' ') < 0;
    return direct
        ? line
        : "#!/bin/sh\n'''exec' \"" + interpreter + "\"" + rest + " \"$0\" \"$@\"\n' '''";
  }
}
