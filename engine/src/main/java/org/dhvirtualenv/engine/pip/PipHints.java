package org.dhvirtualenv.engine.pip;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what to do about what pip has printed. */
final class PipHints {
  private static final Pattern UNKNOWN_REQUIREMENT =
      Pattern.compile(
          "ERROR: (?:No matching distribution found for|Could not find a version that"
              + " satisfies the requirement) (\\S+).*");
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          ".*(?:Failed to establish a new connection|NewConnectionError|ConnectTimeoutError"
              + "|Temporary failure in name resolution|Name or service not known"
              + "|SSLCertVerificationError).*");
  private static final Pattern COMPILER =
      Pattern.compile(
          ".*(?:fatal error: \\S+: No such file|command '.*gcc' failed"
              + "|error: command .* failed|pg_config executable not found).*");

  private static final String NO_WHEEL = "invalid command 'bdist_wheel'";

  private PipHints() {}

  /** Returns the hint for {@code output}. */
  static String of(List<String> output) {
    if (output.stream().anyMatch(line -> UNREACHABLE.matcher(line).matches())) {
      return "the index cannot be reached: check --index-url and the network of the build (sbuild"
          + " and pbuilder cut it off unless told otherwise), or build offline with"
          + " --extra-pip-arg=--no-index --extra-pip-arg=--find-links=DIR";
    }
    for (String line : output) {
      Matcher matcher = UNKNOWN_REQUIREMENT.matcher(line);
      if (matcher.matches()) {
        return "check the name and version of '"
            + matcher.group(1)
            + "', and that the index has a wheel or sdist of it for this interpreter";
      }
    }
    if (output.stream().anyMatch(line -> line.contains(NO_WHEEL))) {
      return "a project is built without isolation and setuptools before 70.1 needs wheel for that:"
          + " add --preinstall=wheel";
    }
    if (output.stream().anyMatch(line -> COMPILER.matcher(line).matches())) {
      return "an extension does not compile: add python3-dev and the library's -dev package to"
          + " Build-Depends, or require a release that has a wheel";
    }
    return "read pip's message above; 'dh_virtualenv -v' shows every command";
  }
}
