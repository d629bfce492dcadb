package org.dhvirtualenv.engine.wheel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.model.WheelFile;

/** What RECORD in a wheel says about its members. */
final class WheelRecord {
  private final Map<String, RecordRow> rows = new LinkedHashMap<>();

  /**
   * Parses {@code content}.
   *
   * @throws org.dhvirtualenv.engine.error.EngineException if it is no table of files
   */
  static WheelRecord parse(WheelFile wheel, byte[] content) {
    Optional<String> text = MemberName.strictUtf8(content);
    if (text.isEmpty() || text.get().indexOf('\0') >= 0) {
      throw Refusal.of(wheel, "has a RECORD that is no text");
    }
    WheelRecord record = new WheelRecord();
    text.get()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> record.add(wheel, RecordRow.parse(line)));
    return record;
  }

  private void add(WheelFile wheel, RecordRow row) {
    String name = MemberName.normalised(row.path());
    if (name.isEmpty() || (!row.hash().isEmpty() && row.hash().indexOf('=') < 0)) {
      throw Refusal.of(wheel, "has a RECORD with the row '" + Refusal.visible(row.format()) + "'");
    }
    RecordRow before = rows.putIfAbsent(name, row);
    if (before != null && !before.hash().equals(row.hash())) {
      throw Refusal.of(
          wheel, "has a RECORD with two hashes of '" + Refusal.visible(row.path()) + "'");
    }
  }

  /** Returns whether there is a row for the member {@code name}. */
  boolean lists(String name) {
    return rows.containsKey(name);
  }

  /** Returns what the member {@code name} has to be. */
  Optional<RecordRow> row(String name) {
    return Optional.ofNullable(rows.get(name));
  }

  /** Returns the members that there should be, in RECORD's order. */
  Set<String> names() {
    return rows.keySet();
  }
}
