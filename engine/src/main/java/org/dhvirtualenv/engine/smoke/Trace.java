package org.dhvirtualenv.engine.smoke;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.smoke.Absence.Kind;

/** Reads what strace(1) has noted of attempts to open or to run something that is not there. */
final class Trace {
  private static final Pattern FAILED =
      Pattern.compile(
          "\\d+ +(open|openat|execve)\\((?:AT_FDCWD, )?\"(/[^\"]*)\".* = -1 ENOENT\\b.*");

  /** What the program of the private root tries to open before each trial. */
  private static final String MARK = "/.dh_virtualenv_test/";

  private Trace() {}

  /** Returns the absences of each of {@code count} trials; none if there is no {@code file}. */
  static List<Set<Absence>> read(Path file, int count) {
    List<Set<Absence>> absences = new ArrayList<>();
    Stream.generate(LinkedHashSet<Absence>::new).limit(count).forEach(absences::add);
    int trial = -1;
    for (String line : lines(file)) {
      Matcher failed = FAILED.matcher(line);
      if (!failed.matches()) {
        continue;
      }
      String path = failed.group(2);
      if (path.startsWith(MARK)) {
        trial++;
      } else if (trial >= 0 && trial < count) {
        Kind kind = failed.group(1).equals("execve") ? Kind.PROGRAM : Kind.FILE;
        absences.get(trial).add(new Absence(kind, path));
      }
    }
    return absences;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList()
          : List.of();
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }
}
