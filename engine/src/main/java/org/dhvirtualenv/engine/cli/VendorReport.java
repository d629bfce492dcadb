package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.pip.Archive;

/** Lists what a vendor directory has got: files, size and licence of each distribution. */
final class VendorReport {
  private static final double KILO = 1000;

  private record Row(int files, long bytes, String licence, boolean same) {
    Row and(Row other) {
      return new Row(files + other.files, bytes + other.bytes, licence, same && other.same);
    }
  }

  private final Map<String, String> before;
  private final Set<String> names = new HashSet<>();
  private final SortedMap<String, Row> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Creates a report; {@code before} has the files that were there, with their digests. */
  VendorReport(Map<String, String> before) {
    this.before = Map.copyOf(before);
  }

  /** Adds {@code archive} while it is there. */
  void add(Archive archive) {
    try {
      boolean same = archive.sha256().equals(before.get(archive.fileName()));
      names.add(archive.fileName());
      rows.merge(
          archive.name() + " " + archive.version() + (archive.wheel() ? "" : ", sdist"),
          new Row(1, Files.size(archive.file()), archive.licence(), same),
          Row::and);
    } catch (IOException e) {
      throw FileFailure.of(archive.file(), e);
    }
  }

  private static String shown(long size) {
    double kilobytes = size / KILO;
    return kilobytes < KILO
        ? String.format(Locale.ROOT, "%.1f kB", kilobytes)
        : String.format(Locale.ROOT, "%.1f MB", kilobytes / KILO);
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }

  /** Returns the lines: a plus for what is new, a minus for what has gone, and the sum. */
  List<String> lines(String directory) {
    List<String> lines = new ArrayList<>();
    rows.forEach(
        (name, row) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s %-40s %8s %10s  %s",
                    row.same() ? " " : "+",
                    name,
                    files(row.files()),
                    shown(row.bytes()),
                    row.licence())));
    before.keySet().stream()
        .filter(name -> !names.contains(name))
        .sorted()
        .forEach(name -> lines.add("- " + name));
    long bytes = rows.values().stream().mapToLong(Row::bytes).sum();
    lines.add("'" + directory + "' has " + files(names.size()) + ", " + shown(bytes));
    return lines;
  }
}
