package org.dhvirtualenv.engine.smoke;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.smoke.Absence.Kind;

/** Finds in the output of a trial what was missing. */
final class OutputReader {
  /** Begins a line of the importer, which is not for people. */
  private static final String NOTE = "\u001f";

  /** The messages of ld.so(8) and cffi, of Python, of dash and bash. */
  private static final Map<Pattern, Kind> MESSAGES =
      Map.of(
          Pattern.compile("(?:^|[\\s'\"])([^\\s'\"]+): cannot open shared object file"),
          Kind.LIBRARY,
          Pattern.compile("cannot load library '([^']+)'"),
          Kind.LIBRARY,
          Pattern.compile("No module named '([^']+)'"),
          Kind.MODULE,
          Pattern.compile("\\[Errno 2\\] No such file or directory: '([^']+)'"),
          Kind.FILE,
          Pattern.compile("^\\S*sh: (?:line )?\\d+: ([^:\\s]+): (?:command )?not found"),
          Kind.PROGRAM);

  private OutputReader() {}

  /** Returns the outcome of {@code trial} with what its output and a trace tell of absences. */
  static Outcome outcome(
      Trial trial, int status, boolean timedOut, List<String> output, Set<Absence> traced) {
    Set<Absence> told = new LinkedHashSet<>();
    Set<Absence> seen = new LinkedHashSet<>();
    List<String> shown = new ArrayList<>();
    for (String line : output) {
      if (line.startsWith(NOTE)) {
        Absence note = note(line.substring(NOTE.length()));
        (note.kind() == Kind.LIBRARY ? told : seen).add(note);
        continue;
      }
      shown.add(line);
      MESSAGES.forEach(
          (message, kind) -> {
            Matcher matcher = message.matcher(line);
            while (matcher.find()) {
              told.add(absence(kind, matcher.group(1)));
            }
          });
    }
    seen.addAll(traced);
    return new Outcome(trial, status, timedOut, shown, told, seen);
  }

  private static Absence note(String line) {
    int tab = line.indexOf('\t');
    String kind = line.substring(0, Math.max(tab, 0)).toUpperCase(Locale.ROOT);
    return new Absence(Kind.valueOf(kind), line.substring(tab + 1));
  }

  /** Returns a file without directory as the program that it is: subprocess says no more. */
  private static Absence absence(Kind kind, String name) {
    return kind == Kind.FILE && name.indexOf('/') < 0
        ? new Absence(Kind.PROGRAM, name)
        : new Absence(kind, name);
  }
}
