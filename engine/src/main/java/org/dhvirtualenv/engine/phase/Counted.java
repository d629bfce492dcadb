package org.dhvirtualenv.engine.phase;

/** What a phase can have dealt with. */
public enum Counted {
  DISTRIBUTIONS("distribution", "distributions"),
  WHEELS("wheel", "wheels"),
  FILES("file", "files"),
  MODULES("module", "modules"),
  OBJECTS("object", "objects"),
  LIBRARIES("library", "libraries");

  private final String one;
  private final String several;

  Counted(String one, String several) {
    this.one = one;
    this.several = several;
  }

  /** Returns the word for several of them, which reports for programs have in any case. */
  public String word() {
    return several;
  }

  /** Returns {@code count} with the word for so many. */
  public String of(int count) {
    return count + " " + (count == 1 ? one : several);
  }
}
