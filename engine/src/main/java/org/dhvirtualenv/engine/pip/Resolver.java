package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.phase.Phases;

/**
 * Asks pip what a request needs, without installing it.
 *
 * <p>What is installed already counts as pip counts it: it stays if it meets the requirements.
 */
final class Resolver {
  /** The option with which every archive needs a known digest. */
  static final String HASHES = "--require-hashes";

  /** The option with which nothing is looked for that something requires. */
  static final String ALONE = "--no-deps";

  private final PipCaller pip;
  private final Path temporary;
  private final List<String> constraints;
  private final List<String> target;
  private final Phases phases;
  private int calls;

  /**
   * Creates a resolver.
   *
   * @param temporary keeps its files
   * @param constraints lines of a constraints file
   * @param phases is told what pip is dealing with
   */
  Resolver(PipCaller pip, Path temporary, List<String> constraints, Phases phases) {
    this(pip, temporary, constraints, List.of(), phases);
  }

  /** Creates one for the interpreter that {@code target}, words for pip, describes. */
  Resolver(
      PipCaller pip, Path temporary, List<String> constraints, List<String> target, Phases phases) {
    this.pip = pip;
    this.temporary = temporary;
    this.constraints = constraints;
    this.target = target;
    this.phases = phases;
  }

  /**
   * Returns what would be installed.
   *
   * @param what what is asked for, for messages
   * @param arguments requirements and options
   * @param decided the wheels that bind the answer
   * @param except that which does not bind, since it takes the place of what was decided
   * @param urls what the request names by URL, so that only its version is bound
   */
  List<Resolved> resolve(
      String what,
      PipArguments arguments,
      Decided decided,
      Optional<DistributionName> except,
      Set<DistributionName> urls) {
    int call = calls++;
    Path report = temporary.resolve("report-" + call + ".json");
    List<String> words = pip.common();
    words.addAll(List.of("--dry-run", "--report=" + report));
    words.add("--src=" + temporary.resolve(Places.CHECKOUTS));
    words.addAll(target);
    List<String> bounds = new ArrayList<>(constraints);
    bounds.addAll(decided.versions(urls));
    if (!bounds.isEmpty()) {
      words.add("--constraint=" + write("constraints-" + call, bounds));
    }
    Set<DistributionName> others = new HashSet<>(urls);
    except.ifPresent(others::add);
    List<String> files = decided.requirements(others, arguments.has(HASHES));
    if (!files.isEmpty()) {
      words.add("--requirement=" + write("decided-" + call, files));
    }
    // pip takes it from a file, but not here, if it chooses for another interpreter
    words.addAll((target.isEmpty() ? arguments : arguments.without("--no-binary")).forInstall());
    try {
      pip.call("install " + what, "install", words, arguments, new PipProgress(phases, 0));
    } catch (EngineException e) {
      String message = e.problems().get(0).what();
      throw new EngineException(e.code(), message, decided.explain(e.hint()), e);
    }
    List<Resolved> chosen = ReportFile.read(report);
    decided.note(chosen);
    return chosen;
  }

  private Path write(String name, List<String> lines) {
    return WheelMaker.write(temporary.resolve(name + ".txt"), lines);
  }
}
