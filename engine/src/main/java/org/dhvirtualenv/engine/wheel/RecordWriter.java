package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.distribution.RecordRow;

/**
 * Makes the rows of RECORD (recording installed projects): what is there, sorted by path.
 *
 * <p>RECORD itself and byte code have neither hash nor size. A file that a later distribution has
 * replaced has the hash of what is there now.
 */
final class RecordWriter {
  private final WheelScheme scheme;
  private final Map<Path, RecordRow> written;
  private final Set<Path> compiled;

  /**
   * Creates a writer.
   *
   * @param written the rows of all files that were written
   * @param compiled the modules that have byte code
   */
  RecordWriter(WheelScheme scheme, Map<Path, RecordRow> written, Set<Path> compiled) {
    this.scheme = scheme;
    this.written = written;
    this.compiled = compiled;
  }

  /** Returns the rows of a distribution with these {@code files} besides {@code record}. */
  List<RecordRow> rows(Path record, Collection<Path> files) {
    Map<String, RecordRow> rows = new TreeMap<>();
    for (Path file : files) {
      RecordRow row = written.get(file);
      if (row != null) {
        rows.put(row.path(), row);
      }
      if (compiled.contains(file)) {
        scheme.byteCode(file).ifPresent(byteCode -> put(rows, byteCode));
      }
    }
    put(rows, record);
    return List.copyOf(rows.values());
  }

  private void put(Map<String, RecordRow> rows, Path file) {
    String path = scheme.recordPath(file);
    rows.put(path, new RecordRow(path, "", ""));
  }

  /** Returns {@code rows} as a file. */
  static String format(List<RecordRow> rows) {
    return rows.stream().map(row -> row.format() + "\n").collect(Collectors.joining());
  }
}
