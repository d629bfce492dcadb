package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.RecordRow;

/**
 * Writes what was planned: files on all processors, then every RECORD.
 *
 * <p>Modules come first, so that byte code can be made of them while the rest is read, and large
 * files before small ones, so that no thread begins one when the others have ended.
 */
final class PlanWriter {
  private final WheelScheme scheme;
  private final InstallPlan plan;
  private final InstalledFiles installed;
  private final ModuleListener modules;
  private final TreeChange change;
  private final Map<Path, RecordRow> written = new ConcurrentHashMap<>();

  PlanWriter(
      WheelScheme scheme,
      InstallPlan plan,
      InstalledFiles installed,
      ModuleListener modules,
      TreeChange change) {
    this.scheme = scheme;
    this.plan = plan;
    this.installed = installed;
    this.modules = modules;
    this.change = change;
  }

  /** Writes all of it and returns what is installed, in the order of the wheels. */
  List<InstalledWheel> write() {
    List<PlannedFile> files = new ArrayList<>(plan.files().values());
    files.sort(
        Comparator.comparing((PlannedFile file) -> !file.module(scheme))
            .thenComparing(file -> -file.content().size()));
    ParallelTasks.run(files.size() + plan.unused().size(), () -> new Writing(files));
    RecordWriter records = new RecordWriter(scheme, written, modules.compiled());
    List<InstalledWheel> result = new ArrayList<>();
    try (FileWriter writer = new FileWriter(scheme, change)) {
      plan.claims()
          .forEach(
              (wheel, claimed) -> {
                Path metadata = scheme.site().resolve(wheel.metadata());
                List<RecordRow> rows = records.rows(metadata, claimed);
                writer.write(record(metadata, rows, wheel));
                result.add(new InstalledWheel(wheel.file(), metadata, rows));
              });
      correct(writer);
    }
    return result;
  }

  private record Correction(Distribution distribution, Map<String, RecordRow> rows) {}

  /** Tells those that were here before what their files have become. */
  private void correct(FileWriter writer) {
    Map<Path, Correction> corrections = new TreeMap<>();
    written.forEach(
        (file, row) -> {
          for (InstalledFiles.Claim claim : installed.claims(file)) {
            String path = claim.row().path();
            corrections
                .computeIfAbsent(
                    claim.distribution().metadata(),
                    metadata -> new Correction(claim.distribution(), new HashMap<>()))
                .rows()
                .put(path, new RecordRow(path, row.hash(), row.size()));
          }
        });
    corrections.forEach(
        (metadata, correction) -> {
          List<RecordRow> all =
              correction.distribution().records().stream()
                  .map(row -> correction.rows().getOrDefault(row.path(), row))
                  .toList();
          change.displace(metadata.resolve("RECORD"));
          writer.write(record(metadata, all, plan.claims().keySet().iterator().next()));
        });
  }

  private PlannedFile record(Path metadata, List<RecordRow> rows, OpenWheel wheel) {
    String content = RecordWriter.format(rows);
    Path file = metadata.resolve("RECORD");
    RecordRow row = new RecordRow(scheme.recordPath(file), "", "");
    return new PlannedFile(wheel, file, new PlannedFile.Written(content, row), false);
  }

  /** One thread's part. */
  private final class Writing implements ParallelTasks.Worker {
    private final List<PlannedFile> files;
    private final FileWriter writer = new FileWriter(scheme, change);

    Writing(List<PlannedFile> files) {
      this.files = files;
    }

    @Override
    public void run(int task) {
      if (task >= files.size()) {
        writer.verify(plan.unused().get(task - files.size()));
        return;
      }
      PlannedFile file = files.get(task);
      written.put(file.target(), writer.write(file));
      if (file.module(scheme)) {
        modules.complete(file.target(), file.content().size());
      }
      modules.written(task + 1, files.size());
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
