package org.dhvirtualenv.engine.finish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.distribution.ByteCodeName;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.Virtualenv;

/**
 * Makes RECORD say what is there: new hashes and sizes for changed files, rows for byte code, no
 * row without a file of the virtualenv. Rows are sorted by path, as pip sorts them.
 */
final class RecordUpdater {
  private final Virtualenv virtualenv;
  private final Predicate<Path> stale;

  /**
   * Creates an updater.
   *
   * @param virtualenv with its final files
   * @param stale whether a file may differ from what RECORD says
   */
  RecordUpdater(Virtualenv virtualenv, Predicate<Path> stale) {
    this.virtualenv = virtualenv;
    this.stale = stale;
  }

  /** Updates every RECORD, on all processors. */
  void update() {
    InstalledDistributions.in(virtualenv.tree()).all().parallelStream()
        .filter(distribution -> !distribution.records().isEmpty())
        .forEach(this::update);
  }

  private void update(Distribution distribution) {
    Map<String, RecordRow> rows = new TreeMap<>();
    for (RecordRow row : distribution.records()) {
      Path file = distribution.file(row);
      if (!file.startsWith(virtualenv.tree()) || !Files.exists(file)) {
        continue; // whoever removes a distribution by its RECORD would delete what is not its own
      }
      boolean twice = rows.containsKey(row.path()); // pip adds its own row, and one is wrong
      boolean hash = !row.hash().isEmpty() && (twice || stale.test(file));
      rows.put(row.path(), hash ? hashed(row.path(), file) : row);
      ByteCodeName.of(row.path(), virtualenv.interpreter().cacheTag())
          .map(code -> new RecordRow(code, "", ""))
          .filter(added -> Files.exists(distribution.file(added)))
          .ifPresent(added -> rows.put(added.path(), added));
    }
    Path record = distribution.metadata().resolve("RECORD");
    String text =
        rows.values().stream().map(row -> row.format() + "\n").collect(Collectors.joining());
    try {
      Files.write(record, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw FileFailure.of(record, e);
    }
  }

  private static RecordRow hashed(String path, Path file) {
    try {
      return RecordRow.of(path, Digests.sha256(file), Files.size(file));
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }
}
