package org.dhvirtualenv.engine.distribution;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names the byte code of modules (PEP 3147). */
public final class ByteCodeName {
  private static final String SOURCE = ".py";
  private static final String CACHE = "__pycache__/";

  /** What Linux file systems allow, in bytes. */
  private static final int LONGEST = 255;

  private ByteCodeName() {}

  /**
   * Returns where the byte code of {@code file} lies; nothing if it is no module or if the name
   * would be longer than file systems allow, in which case Python makes no byte code either.
   *
   * @param cacheTag of the interpreter, such as {@code cpython-311}
   */
  public static Optional<String> of(String file, String cacheTag) {
    if (!file.endsWith(SOURCE)) {
      return Optional.empty();
    }
    int slash = file.lastIndexOf('/') + 1;
    String stem = file.substring(slash, file.length() - SOURCE.length());
    String name = stem + "." + cacheTag + ".pyc";
    if (stem.length() > LONGEST / 4 && name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      return Optional.empty();
    }
    return Optional.of(file.substring(0, slash) + CACHE + name);
  }

  /** Returns the module whose byte code {@code file} is by its name, if it is one. */
  public static Optional<String> module(String file, String cacheTag) {
    String end = "." + cacheTag + ".pyc";
    int slash = file.lastIndexOf('/') + 1;
    if (!file.endsWith(end) || !file.startsWith(CACHE, slash - CACHE.length())) {
      return Optional.empty();
    }
    String stem = file.substring(slash, file.length() - end.length());
    return Optional.of(file.substring(0, slash - CACHE.length()) + stem + SOURCE);
  }
}
