package org.dhvirtualenv.engine.model;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches names, by the rules of {@link java.nio.file.FileSystem#getPathMatcher}.
 *
 * <p>A glob without special characters is a name; a text with a slash is no name, and only equal to
 * one. It is compiled when it is first needed.
 */
public final class Glob {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{\\\\]");

  private final String text;
  private final boolean special;
  private volatile Optional<PathMatcher> compiled = Optional.empty();

  /** Creates a glob, which may be malformed. */
  public Glob(String text) {
    this.text = text;
    this.special = SPECIAL.matcher(text).find();
  }

  /** Returns what is wrong with it; empty if it is well-formed. */
  public Optional<String> defect() {
    try {
      if (special) {
        matcher();
      }
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(e.getDescription());
    }
  }

  /** Returns whether it is about {@code name}; a malformed one must not be asked. */
  public boolean matches(String name) {
    if (special && !name.contains("/")) {
      return matcher().matches(Path.of(name));
    }
    return text.equals(name);
  }

  private PathMatcher matcher() {
    Optional<PathMatcher> known = compiled;
    if (known.isEmpty()) {
      known = Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + text));
      compiled = known;
    }
    return known.orElseThrow();
  }

  /** Returns the glob as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
