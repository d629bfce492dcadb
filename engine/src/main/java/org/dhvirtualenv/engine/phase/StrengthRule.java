package org.dhvirtualenv.engine.phase;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Locale;

/**
 * Says how strong the dependencies of some objects are.
 *
 * @param pattern with a slash, a glob of paths relative to the virtualenv; otherwise a glob of
 *     distribution names, compared in normalised form (PEP 503)
 * @param strength what becomes of their dependencies
 */
public record StrengthRule(String pattern, Strength strength) {
  /** Returns {@code name} in the form that PEP 503 compares. */
  public static String normalised(String name) {
    return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
  }

  /** Says whether the rule is about the file {@code inside}, of the distribution {@code name}. */
  public boolean matches(Path inside, String name) {
    return pattern.contains("/")
        ? glob(pattern).matches(inside)
        : !name.isEmpty() && glob(normalised(pattern)).matches(Path.of(normalised(name)));
  }

  private static PathMatcher glob(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }
}
