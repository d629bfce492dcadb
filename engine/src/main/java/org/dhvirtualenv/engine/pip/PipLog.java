package org.dhvirtualenv.engine.pip;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows what pip prints: everything if the packager wants to see it, else each of its warnings
 * once.
 */
public final class PipLog {
  private static final Pattern WARNING = Pattern.compile("\\s*(?:WARNING|DEPRECATION): .*");

  /** Warnings about what the engine does on purpose or repeats when it fails. */
  private static final Pattern NOISE =
      Pattern.compile(
          ".*(?:--report is currently an experimental option|Running pip as the 'root' user"
              + "|--no-binary currently disables reading|Retrying \\(Retry\\().*");

  private static final Pattern PROGRESS =
      Pattern.compile(
          "\\s*(?:Looking in |Looking for |Processing |Collecting |Downloading |Using cached "
              + "|Obtaining |Requirement already satisfied|Cloning |Resolved https?:|Link requires "
              + "|Preparing metadata |Installing build dependencies|Getting requirements to build "
              + "|Building wheels? |Created wheel |Stored in directory|Successfully |Saved |File was "
              + "|Checking if build backend|Would install ).*");

  private static final Pattern SATISFIED =
      Pattern.compile("\\s*Requirement already satisfied: ([A-Za-z0-9][A-Za-z0-9._-]*).* in /.*");

  /** What pip says when it begins to download an archive. */
  private static final Pattern DOWNLOAD =
      Pattern.compile("\\s*Downloading (?:\\S*/)?([^/\\s#]+)(?:#\\S*)? \\((.*)\\)");

  private final Consumer<String> lines;
  private final boolean verbose;
  private final boolean downloads;
  private final Set<String> warnings = new HashSet<>();
  private final Set<String> satisfied = new TreeSet<>();

  /**
   * Creates a log.
   *
   * @param lines takes lines of the build log
   * @param verbose whether commands and all output are shown
   */
  public PipLog(Consumer<String> lines, boolean verbose) {
    this(lines, verbose, false);
  }

  private PipLog(Consumer<String> lines, boolean verbose, boolean downloads) {
    this.lines = lines;
    this.verbose = verbose;
    this.downloads = downloads;
  }

  /** Returns a log that tells of each download. */
  public static PipLog ofDownloads(Consumer<String> lines, boolean verbose) {
    return new PipLog(lines, verbose, true);
  }

  /** Returns whether commands and all output are shown. */
  boolean verbose() {
    return verbose;
  }

  /** Shows a line of the engine's own. */
  public void say(String line) {
    lines.accept(line);
  }

  /** Says how many distributions are there after a time in nanoseconds. */
  public void done(int distributions, long nanoseconds) {
    say(
        String.format(
            Locale.ROOT,
            "the virtualenv has %d distribution%s after %.1f s",
            distributions,
            distributions == 1 ? "" : "s",
            nanoseconds / 1e9));
  }

  /** Takes a line of pip's. */
  void pip(String line) {
    Matcher matcher = SATISFIED.matcher(line);
    if (matcher.matches()) {
      satisfied.add(matcher.group(1));
    }
    if (verbose || worthIt(line)) {
      lines.accept(line);
    }
    Matcher download = DOWNLOAD.matcher(line);
    if (downloads && download.matches() && !download.group(1).endsWith(".metadata")) {
      lines.accept("fetching " + download.group(1) + " (" + download.group(2) + ")");
    }
  }

  private boolean worthIt(String line) {
    return WARNING.matcher(line).matches()
        && !NOISE.matcher(line).matches()
        && warnings.add(line.trim());
  }

  /** Returns the distributions that pip has found where it was asked to install. */
  public Set<String> satisfied() {
    return Collections.unmodifiableSet(satisfied);
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
