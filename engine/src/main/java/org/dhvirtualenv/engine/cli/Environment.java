package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.report.PhaseReport;
import org.dhvirtualenv.engine.source.SourceCopy;

/**
 * The environment of the process, as debhelper and dpkg-buildpackage define it.
 *
 * @param variables all variables
 * @param directory the working directory, which holds debian/; absolute, without symbolic links
 */
record Environment(Map<String, String> variables, Path directory) {
  /** Copies the variables, without those that a git hook has set for its own repository. */
  Environment {
    Map<String, String> own = new HashMap<>(variables);
    own.keySet().removeAll(SourceCopy.REPOSITORY_VARIABLES);
    variables = Map.copyOf(own);
  }

  /** Returns a variable that is set and not empty. */
  Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** Says whether commands are to be shown (DH_VERBOSE, debhelper(7)). */
  boolean verbose() {
    return get("DH_VERBOSE").isPresent();
  }

  /** Says whether the build log is to be kept short (DH_QUIET; terse in Policy 4.9.1). */
  boolean quiet() {
    return !verbose() && (get("DH_QUIET").isPresent() || buildOption("terse"));
  }

  /** Says whether DEB_BUILD_OPTIONS has the word {@code option} (Policy 4.9.1). */
  boolean buildOption(String option) {
    return Arrays.asList(get("DEB_BUILD_OPTIONS").orElse("").split("\\s+")).contains(option);
  }

  /**
   * Returns a runner of programs that tells {@code log} what it runs if commands are to be shown.
   */
  SystemCommandRunner runner(Consumer<String> log) {
    return new SystemCommandRunner(variables, verbose(), log);
  }

  /**
   * Returns what shows long steps, if {@code out} is a terminal, which Perl knows and Java does
   * not.
   */
  ProgressLine progress(PrintWriter out) {
    return new ProgressLine(out, !quiet() && get("DH_VIRTUALENV_TERMINAL").isPresent());
  }

  /** Writes how long the phases of {@code command} took beside its result; shows it if verbose. */
  void report(String command, Phases phases, Path result, PrintWriter out) {
    PhaseReport report = new PhaseReport(command, phases);
    report.write(result.resolveSibling(command + ".phases.json"));
    if (verbose()) {
      report.table().forEach(out::println);
    }
  }

  /**
   * Returns whether debian/rules goes on working in the virtualenv until dh runs
   * dh_virtualenv_finish, as the add-on's sequence says.
   */
  boolean inPlace() {
    return get("DH_VIRTUALENV_FINISHED_LATER").isPresent()
        && get("DH_VIRTUALENV_LEFT_ALONE").isEmpty();
  }

  /** Returns the directory of dpkg's database (DPKG_ADMINDIR, dpkg(1)). */
  Path dpkgDatabase() {
    return Path.of(get("DPKG_ADMINDIR").orElse("/var/lib/dpkg"));
  }

  /** Returns the directories of PATH. */
  List<Path> searchPath() {
    return Arrays.stream(get("PATH").orElse("").split(":"))
        .filter(directory -> directory.startsWith("/"))
        .map(Path::of)
        .toList();
  }
}
