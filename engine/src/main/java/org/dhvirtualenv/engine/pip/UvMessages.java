package org.dhvirtualenv.engine.pip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what uv has printed into pip's words, so that the same hints fit.
 *
 * <p>uv explains in one sentence, which may go on in the next lines, why nothing meets all
 * requirements.
 */
final class UvMessages {
  private record Row(Pattern message, Function<MatchResult, String> words) {}

  /** A requirement of uv's has no blanks; a sentence may go on or end behind it. */
  private static final String END = "(?=[,.]?(?:\\s|$))";

  private static final String WORD = "(\\S+?)" + END;

  private static final List<Row> TABLE =
      List.of(
          row("hashes are required, and", "Hashes are required in --require-hashes mode"),
          row(
              "the hash of '.*' does not match|Hash mismatch for",
              "THESE PACKAGES DO NOT MATCH THE HASHES"),
          row(
              "invalid peer certificate|UnknownIssuer|InvalidCertificate|certificate verify failed",
              "CERTIFICATE_VERIFY_FAILED"),
          row("fatal alert: CertificateRequired", "alert certificate required"),
          row("\\b401\\b.*Unauthorized|lack of valid authentication credentials", "401 Error"),
          row("\\b403\\b.*Forbidden", "403 Error"),
          new Row(
              Pattern.compile(
                  "HTTP status server error \\((5\\d\\d)|\\b(5\\d\\d) (?:Internal|Bad Gateway|Service)"),
              match -> PipHints.first(match) + " Server Error"),
          row("dns error|failed to lookup address", "Name or service not known"),
          row("Connection refused", "Connection refused"),
          row(
              "tcp connect error|error trying to connect|operation timed out|client error \\(Connect\\)|"
                  + "Network connectivity is disabled|network was disabled",
              "Failed to establish a new connection"),
          new Row(
              Pattern.compile("does not satisfy Python *([<>=!~][^ ]*)"),
              match -> "requires a different Python: this one not in '" + match.group(1) + "'"));

  /** A file that uv goes on without, and what becomes of that. */
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "Invalid `SSL_CERT_FILE`\\. Path does not exist: (.+?)\\. No .*invalid peer certificate");

  private static final Pattern CLIENT =
      Pattern.compile(
          "invalid `SSL_CLIENT_CERT` cause: failed to open file `([^`]+)`.*fatal alert");

  private static final Pattern MISSING =
      Pattern.compile(
          "(?:no versions? of|are no versions of) "
              + WORD
              + "|(?:Because|and) "
              + WORD
              + " (?:was not found|has no (?:usable )?wheels)");
  private static final Pattern SIDE =
      Pattern.compile(
          "(?<!conclude that )you require "
              + WORD
              + "|((?:all versions of )?[^\\s,]+ depends? on \\S+?)"
              + END);
  private static final Pattern BASE = Pattern.compile("[A-Za-z0-9._-]+");

  private UvMessages() {}

  private static Row row(String message, String words) {
    return new Row(Pattern.compile(message), match -> words);
  }

  /** Returns {@code output} and then the lines of pip that say the same. */
  static List<String> inPipsWords(List<String> output) {
    List<String> lines = new ArrayList<>(output);
    for (Row row : TABLE) {
      for (String line : output) {
        Matcher matcher = row.message().matcher(line);
        if (matcher.find()) {
          lines.add(row.words().apply(matcher.toMatchResult()));
        }
      }
    }
    String text = String.join(" ", output).replaceAll("\\s+", " ");
    absent(AUTHORITY, text, "a suitable TLS CA certificate bundle").ifPresent(lines::add);
    absent(CLIENT, text, "the TLS certificate file").ifPresent(lines::add);
    List<String> sides = SIDE.matcher(text).results().map(PipHints::first).distinct().toList();
    Matcher missing = MISSING.matcher(text);
    if (text.contains("The conflict is caused by:")) {
      return lines;
    }
    if (missing.find()) {
      String name = PipHints.first(missing.toMatchResult());
      String wanted =
          sides.stream().filter(side -> base(side).equals(base(name))).findFirst().orElse(name);
      lines.add("ERROR: No matching distribution found for " + wanted);
    } else if (text.contains("requirements are unsatisfiable")) {
      lines.add("The conflict is caused by:");
      lines.addAll(sides);
      lines.add("");
    }
    return lines;
  }

  /** Returns that a file is not there, if that is why. */
  private static Optional<String> absent(Pattern said, String text, String what) {
    return said.matcher(text)
        .results()
        .map(match -> "Could not find " + what + ", invalid path: " + match.group(1))
        .findFirst();
  }

  /** Returns the name that a requirement begins with. */
  private static String base(String requirement) {
    Matcher matcher = BASE.matcher(requirement);
    return matcher.lookingAt() ? matcher.group() : requirement;
  }
}
