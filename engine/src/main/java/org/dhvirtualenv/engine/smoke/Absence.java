package org.dhvirtualenv.engine.smoke;

import java.util.Locale;

/**
 * Something that was looked for in vain.
 *
 * @param kind what it is
 * @param name a soname or another name of a library, a module, a program, or the path of a file
 */
public record Absence(Kind kind, String name) {
  /** What may be missing. */
  public enum Kind {
    LIBRARY,
    MODULE,
    PROGRAM,
    FILE
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " '" + name + "'";
  }
}
