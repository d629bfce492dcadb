package org.dhvirtualenv.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * A relation to another package: alternatives, each with a version or without (Policy 7.1).
 *
 * @param text as in a relation field, without a comma, such as {@code libc6 (>= 2.36)}
 */
public record Relation(String text) implements Comparable<Relation> {
  private static final String ALTERNATIVE =
      "[a-z0-9][a-z0-9+.-]+(?::[a-z0-9-]+)?(?:\\s*\\((?:<<|<=|=|>=|>>)\\s*[^()\\s]+\\))?"
          + "(?:\\s*\\[[^\\]]*\\])?";

  private static final Pattern SYNTAX =
      Pattern.compile(ALTERNATIVE + "(?:\\s*\\|\\s*" + ALTERNATIVE + ")*");
  private static final Pattern AT_LEAST =
      Pattern.compile("([a-z0-9][a-z0-9+.-]+)(?: \\(>= ([^)]+)\\))?");

  /** Checks the syntax. */
  public Relation {
    if (!SYNTAX.matcher(text).matches()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + text + "' is not a relation to a package",
          "see Debian Policy 7.1 for its syntax");
    }
  }

  /** Returns the relation to any version of {@code name}. */
  public static Relation to(PackageName name) {
    return new Relation(name.value());
  }

  /** Returns the relation to {@code name} from {@code version} on. */
  public static Relation atLeast(PackageName name, String version) {
    return new Relation(name + " (>= " + version + ")");
  }

  /** Returns the relation to {@code name} before {@code version} and before its pre-releases. */
  public static Relation before(PackageName name, String version) {
    return new Relation(name + " (<< " + version + "~)");
  }

  /** Returns the package's name if there is one alternative, with {@code >=} or no version. */
  public Optional<String> simpleName() {
    Matcher simple = AT_LEAST.matcher(text);
    return simple.matches() ? Optional.of(simple.group(1)) : Optional.empty();
  }

  /** Returns the names of those alternatives of which any version will do. */
  public List<String> alternatives() {
    return Arrays.stream(text.split("\\|"))
        .map(String::strip)
        .filter(alternative -> alternative.matches("[a-z0-9][a-z0-9+.-]+"))
        .toList();
  }

  /** Returns the version that a relation with a {@link #simpleName} asks for at least. */
  public Optional<DebianVersion> minimum() {
    Matcher simple = AT_LEAST.matcher(text);
    return simple.matches()
        ? Optional.ofNullable(simple.group(2)).map(DebianVersion::new)
        : Optional.empty();
  }

  @Override
  public int compareTo(Relation other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
