package org.dhvirtualenv.engine.pip;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Shows what pip prints: everything if the packager wants to see it, else only its warnings.
 *
 * @param lines takes lines of the build log
 * @param verbose whether commands and all output are shown
 */
public record PipLog(Consumer<String> lines, boolean verbose) {
  private static final Pattern WARNING = Pattern.compile("\\s*(?:WARNING|DEPRECATION): .*");

  /** Warnings about what the engine does on purpose or repeats when it fails. */
  private static final Pattern NOISE =
      Pattern.compile(
          ".*(?:--report is currently an experimental option|Running pip as the 'root' user"
              + "|Retrying \\(Retry\\().*");

  private static final Pattern PROGRESS =
      Pattern.compile(
          "\\s*(?:Looking in |Looking for |Processing |Collecting |Downloading |Using cached "
              + "|Obtaining |Requirement already satisfied|Cloning |Resolved https?:|Link requires "
              + "|Preparing metadata |Installing build dependencies|Getting requirements to build "
              + "|Building wheels? |Created wheel |Stored in directory|Successfully |Saved |File was "
              + "|Checking if build backend|Would install ).*");

  /** Shows a line of the engine's own. */
  public void say(String line) {
    lines.accept(line);
  }

  /** Takes a line of pip's. */
  void pip(String line) {
    if (verbose || (WARNING.matcher(line).matches() && !NOISE.matcher(line).matches())) {
      lines.accept(line);
    }
  }

  /** Returns those of {@code output} that are worth repeating in an error message. */
  List<String> unseen(List<String> output) {
    return verbose
        ? List.of()
        : output.stream()
            .filter(line -> !line.isBlank() && !PROGRESS.matcher(line).matches())
            .filter(line -> !WARNING.matcher(line).matches())
            .toList();
  }
}
