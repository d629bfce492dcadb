package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.model.DistributionName;

/**
 * Asks pip what a request needs, without installing it.
 *
 * <p>What is installed already counts as pip counts it: it stays if it meets the requirements.
 */
final class Resolver {
  /** The option with which every archive needs a known digest. */
  static final String HASHES = "--require-hashes";

  private final PipCaller pip;
  private final Path temporary;
  private final List<String> constraints;
  private int calls;

  /**
   * Creates a resolver.
   *
   * @param temporary keeps its files
   * @param constraints lines of a constraints file
   */
  Resolver(PipCaller pip, Path temporary, List<String> constraints) {
    this.pip = pip;
    this.temporary = temporary;
    this.constraints = constraints;
  }

  /**
   * Returns what would be installed.
   *
   * @param what what is asked for, for messages
   * @param arguments requirements and options
   * @param decided the wheels that bind the answer
   * @param except those of them that do not
   */
  List<Resolved> resolve(
      String what, PipArguments arguments, Decided decided, Set<DistributionName> except) {
    int call = calls++;
    Path report = temporary.resolve("report-" + call + ".json");
    List<String> words = new ArrayList<>(PipCaller.COMMON);
    words.addAll(List.of("--dry-run", "--report=" + report));
    words.add("--src=" + temporary.resolve("src"));
    boolean hashes = arguments.has(HASHES);
    List<String> bounds = new ArrayList<>(constraints);
    bounds.addAll(hashes ? List.of() : decided.constraints(except));
    if (!bounds.isEmpty()) {
      words.add("--constraint=" + write("constraints-" + call, bounds));
    }
    if (hashes) {
      words.add("--requirement=" + write("decided-" + call, decided.requirements(except)));
    }
    words.addAll(arguments.forInstall());
    pip.call("install " + what, "install", words, arguments);
    return ReportFile.read(report);
  }

  private Path write(String name, List<String> lines) {
    return WheelMaker.write(temporary.resolve(name + ".txt"), lines);
  }
}
