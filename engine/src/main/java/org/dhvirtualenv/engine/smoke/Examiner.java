package org.dhvirtualenv.engine.smoke;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.PackageName;

/** Judges outcomes: what has failed, for want of what, and what to do about it. */
public final class Examiner {
  private static final int SHOWN_LINES = 20;
  private static final int SHOWN_CANDIDATES = 10;

  private final PackageName name;
  private final SupplyFinder supplies;
  private final List<String> uninstalled;
  private final Findings findings;

  /**
   * Creates an examiner.
   *
   * @param name the binary package
   * @param supplies finds who has what was missing
   * @param uninstalled relations of the package for which nothing is installed here
   * @param findings is told what is wrong
   */
  public Examiner(
      PackageName name, SupplyFinder supplies, List<String> uninstalled, Findings findings) {
    this.name = name;
    this.supplies = supplies;
    this.uninstalled = List.copyOf(uninstalled);
    this.findings = findings;
  }

  /** Adds what is wrong with {@code outcome}: an error, or a note of what it would have used. */
  public void examine(Outcome outcome) {
    Map<List<String>, Supply> missing = new LinkedHashMap<>();
    if (!outcome.succeeded()) {
      for (Absence absence : outcome.told()) {
        supplies
            .of(absence)
            .or(() -> nobodys(absence))
            .ifPresent(supply -> missing.putIfAbsent(key(supply), supply));
      }
    }
    if (missing.isEmpty()) {
      for (Absence absence : outcome.seen()) {
        supplies.of(absence).ifPresent(supply -> missing.putIfAbsent(key(supply), supply));
      }
    }
    List<Supply> found = List.copyOf(missing.values());
    String trial = "'" + outcome.trial().name() + "'";
    if (outcome.succeeded()) {
      if (!found.isEmpty()) {
        findings.add(Finding.note(trial, trial + " works, and would use: " + candidates(found)));
      }
    } else if (outcome.trial().asked() || !missing.isEmpty()) {
      findings.add(Finding.error(trial, failure(trial, outcome, found), remedy(outcome, found)));
    } else {
      findings.add(
          Finding.warning(
              trial,
              summary(trial, outcome) + lastLine(outcome),
              "say what to try with smoke-import and smoke-command in debian/"
                  + name
                  + ".virtualenv"));
    }
  }

  /** Files that no package has are a program's own affair; everything else should be somewhere. */
  private static Optional<Supply> nobodys(Absence absence) {
    return absence.kind() == Absence.Kind.FILE
        ? Optional.empty()
        : Optional.of(new Supply(absence.toString(), List.of()));
  }

  /** Returns what is said once: a package, or what no package has. */
  private static List<String> key(Supply supply) {
    return supply.relations().isEmpty() ? List.of(supply.what()) : supply.relations();
  }

  private static String candidates(List<Supply> found) {
    String shown =
        found.stream()
            .limit(SHOWN_CANDIDATES)
            .map(Supply::toString)
            .collect(Collectors.joining("; "));
    return found.size() > SHOWN_CANDIDATES
        ? shown + "; and " + (found.size() - SHOWN_CANDIDATES) + " more"
        : shown;
  }

  private String summary(String trial, Outcome outcome) {
    return trial
        + (outcome.timedOut() ? " takes too long" : " fails")
        + " where there is only what "
        + name
        + " depends on"
        + (outcome.timedOut() ? "" : " (status " + outcome.status() + ")");
  }

  private static String lastLine(Outcome outcome) {
    List<String> output = outcome.output();
    return output.isEmpty() ? "" : ": " + output.get(output.size() - 1);
  }

  private String failure(String trial, Outcome outcome, List<Supply> found) {
    StringBuilder what = new StringBuilder(summary(trial, outcome));
    found.forEach(supply -> what.append("\n  missing: ").append(supply));
    List<String> output = outcome.output();
    output.stream()
        .skip(Math.max(0, output.size() - SHOWN_LINES))
        .forEach(line -> what.append("\n  | ").append(line));
    return what.toString();
  }

  private String remedy(Outcome outcome, List<Supply> found) {
    TreeSet<String> lacking = new TreeSet<>();
    TreeSet<String> undeclared = new TreeSet<>();
    for (Supply supply : found) {
      for (String relation : supply.relations()) {
        Optional<String> declared =
            uninstalled.stream().filter(one -> same(one, relation)).findFirst();
        declared.ifPresentOrElse(lacking::add, () -> undeclared.add(relation));
      }
    }
    if (!undeclared.isEmpty()) {
      return "add '"
          + String.join(", ", undeclared)
          + "' to Depends of "
          + name
          + " in debian/control, or a paragraph to debian/python-virtualenv.needs";
    }
    if (!lacking.isEmpty() || !uninstalled.isEmpty()) {
      return "add '"
          + String.join(", ", lacking.isEmpty() ? uninstalled : lacking)
          + "' to Build-Depends in debian/control: "
          + name
          + " depends on it, and it is not installed here";
    }
    if (outcome.timedOut()) {
      return "let it do less, or give it more time with --smoke-timeout=SECONDS";
    }
    return found.stream().anyMatch(supply -> supply.relations().isEmpty())
        ? "add what has it to the requirements, if Python code, or to Depends ('apt-file search' finds"
            + " packages)"
        : "its output says why; it has no network, no home directory and no privileges";
  }

  /** Returns whether two relations have the name of a package in common. */
  private static boolean same(String one, String other) {
    return names(one).stream().anyMatch(names(other)::contains);
  }

  private static List<String> names(String relation) {
    return List.of(relation.strip().split("[ \\t]*(\\([^)]*\\)|\\[[^]]*\\])?[ \\t]*(\\||$)[ \\t]*"))
        .stream()
        .map(alternative -> alternative.replaceFirst("[:\\s(].*", ""))
        .toList();
  }
}
