package org.dhvirtualenv.engine.wheel;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether two texts are spellings of one version (version specifiers, PEP 440). */
final class VersionSpelling {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "v?(?:(?<epoch>\\d+)!)?(?<release>\\d+(?:\\.\\d+)*)"
              + "(?:[-_.]?(?<pre>alpha|beta|preview|pre|rc|a|b|c)[-_.]?(?<preNumber>\\d*))?"
              + "(?:-(?<implicit>\\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\\d*))?"
              + "(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\\d*))?"
              + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  private VersionSpelling() {}

  /**
   * Returns whether {@code escaped}, from the name of a file, stands for {@code version}.
   *
   * <p>File names have underscores for hyphens, and older ones also for the plus sign.
   */
  static boolean stands(String escaped, String version) {
    String wanted = canonical(version);
    return wanted.equals(canonical(escaped))
        || wanted.equals(canonical(escaped.replace('_', '-')))
        || wanted.equals(canonical(escaped.replaceFirst("_", "+")))
        || literal(escaped).equals(literal(version));
  }

  private static String literal(String version) {
    return version.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
  }

  private static String canonical(String version) {
    String text = version.strip().toLowerCase(Locale.ROOT);
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      return text;
    }
    StringBuilder result = new StringBuilder(number(parts.group("epoch"))).append('!');
    result.append(numbers(parts.group("release").replaceFirst("(?:\\.0+)+$", "")));
    if (parts.group("pre") != null) {
      result.append(phase(parts.group("pre"))).append(number(parts.group("preNumber")));
    }
    if (parts.group("implicit") != null || parts.group("post") != null) {
      String explicit = parts.group("post") == null ? "implicit" : "postNumber";
      result.append(".post").append(number(parts.group(explicit)));
    }
    if (parts.group("dev") != null) {
      result.append(".dev").append(number(parts.group("devNumber")));
    }
    String local = parts.group("local");
    return local == null ? result.toString() : result + "+" + numbers(local);
  }

  private static String phase(String name) {
    return switch (name) {
      case "alpha", "a" -> "a";
      case "beta", "b" -> "b";
      default -> "rc";
    };
  }

  private static String number(String digits) {
    return digits == null || digits.isEmpty() ? "0" : digits.replaceFirst("^0+(?=\\d)", "");
  }

  private static String numbers(String dotted) {
    return dotted.replaceAll("[-_]", ".").replaceAll("(?<![^.])0+(?=\\d)", "");
  }
}
