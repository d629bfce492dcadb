package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dhvirtualenv.engine.finding.Finding;

/** Collects, from any thread, what is not copied, and words a note for each reason. */
final class Skipped {
  /** Why something is not copied. */
  enum Reason {
    /** It is a link to the original in the copy, so that a build that needs it fails as ever. */
    UNREADABLE("cannot be read", "the build fails if it needs more than that they exist"),
    /** A FIFO, a socket or a device. */
    SPECIAL("no file, directory or link", "left out of the copy that is built"),
    /** Its path would be longer than the system allows (PATH_MAX). */
    TOO_LONG("too long a path", "left out of the copy that is built"),
    /** What an earlier build has left. */
    STALE("left by an earlier build", "left out of the copy that is built"),
    /** A virtualenv of the packager. */
    VIRTUALENV("a virtualenv", "left out of the copy that is built"),
    /** A repository above the source directory that somebody else owns (CVE-2022-24765). */
    FOREIGN("a repository of another user", "versions are not taken from it");

    private final String what;
    private final String consequence;

    Reason(String what, String consequence) {
      this.what = what;
      this.consequence = consequence;
    }
  }

  private static final int SHOWN = 5;

  private final Map<Reason, TreeSet<Path>> paths = new TreeMap<>();

  /** Notes that {@code path} is not copied. */
  synchronized void add(Reason reason, Path path) {
    paths.computeIfAbsent(reason, key -> new TreeSet<>()).add(path);
  }

  /** Returns whether {@code failure} says that {@code path} is too long, and notes it if so. */
  boolean tooLong(Path path, IOException failure) {
    boolean tooLong = String.valueOf(failure.getMessage()).contains("File name too long");
    if (tooLong) {
      add(Reason.TOO_LONG, path);
    }
    return tooLong;
  }

  /** Returns a note for each reason that names the first paths. */
  synchronized List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    paths.forEach(
        (reason, all) -> {
          StringBuilder what = new StringBuilder();
          all.stream().limit(SHOWN).forEach(path -> what.append("'").append(path).append("', "));
          if (all.size() > SHOWN) {
            what.append("and ").append(all.size() - SHOWN).append(" more, ");
          }
          what.setLength(what.length() - 2);
          what.append(": ").append(reason.what).append("; ").append(reason.consequence);
          findings.add(Finding.note(all.first().toString(), what.toString()));
        });
    return findings;
  }
}
