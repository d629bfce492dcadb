package org.dhvirtualenv.engine.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of a distribution, as comma-separated clauses that all have to hold: {@code >= 2, < 3}.
 *
 * <p>Epochs and release numbers are compared (PEP 440), and nothing else: what 2.0rc1 and 2.0.post1
 * need is what 2.0 needs. A version that is none is in every range.
 */
public final class VersionRange {
  /** Holds every version. */
  public static final VersionRange ANY = new VersionRange("", List.of());

  private static final String RELEASE = "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)";
  private static final Pattern VERSION = Pattern.compile(RELEASE + ".*");
  private static final Pattern CLAUSE = Pattern.compile("(>=|<=|==|!=|<|>)\\s*" + RELEASE);

  private final String text;
  private final List<Clause> clauses;

  private record Clause(IntPredicate holds, List<BigInteger> numbers) {}

  private VersionRange(String text, List<Clause> clauses) {
    this.text = text;
    this.clauses = clauses;
  }

  /**
   * Returns the range that {@code text} is.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static VersionRange parse(String text) {
    List<Clause> clauses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher clause = CLAUSE.matcher(part.strip());
      if (!clause.matches()) {
        throw new IllegalArgumentException(text);
      }
      clauses.add(new Clause(predicate(clause.group(1)), numbers(clause, 2)));
    }
    return new VersionRange(text, clauses);
  }

  private static IntPredicate predicate(String operator) {
    return switch (operator) {
      case ">=" -> order -> order >= 0;
      case "<=" -> order -> order <= 0;
      case "==" -> order -> order == 0;
      case "!=" -> order -> order != 0;
      case "<" -> order -> order < 0;
      default -> order -> order > 0;
    };
  }

  /** Returns whether {@code version} is in the range. */
  public boolean holds(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return true;
    }
    List<BigInteger> numbers = numbers(matcher, 1);
    return clauses.stream()
        .allMatch(clause -> clause.holds().test(compare(numbers, clause.numbers())));
  }

  /**
   * Returns the epoch, which is {@code group}, and the release numbers without zeros at the end.
   */
  private static List<BigInteger> numbers(Matcher matcher, int group) {
    List<BigInteger> numbers = new ArrayList<>();
    String epoch = matcher.group(group);
    numbers.add(epoch == null ? BigInteger.ZERO : new BigInteger(epoch));
    Arrays.stream(matcher.group(group + 1).replaceAll("(\\.0+)+$", "").split("\\."))
        .map(BigInteger::new)
        .forEach(numbers::add);
    return List.copyOf(numbers);
  }

  private static int compare(List<BigInteger> some, List<BigInteger> others) {
    return Arrays.compare(some.toArray(BigInteger[]::new), others.toArray(BigInteger[]::new));
  }

  /** Returns the range as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
