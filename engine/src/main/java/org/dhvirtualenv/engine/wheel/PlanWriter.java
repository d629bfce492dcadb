package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dhvirtualenv.engine.archive.JavaDecompressor;
import org.dhvirtualenv.engine.archive.isal.Decompressors;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.RecordRow;

/**
 * Writes what was planned: files on all processors, then every RECORD.
 *
 * <p>Modules come first, so that byte code can be made of them while the rest is read, and large
 * files before small ones, so that no thread begins one when the others have ended.
 */
final class PlanWriter {
  private static final Comparator<PlannedFile> LARGEST_FIRST =
      Comparator.comparingLong(file -> -file.content().size());

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
    List<PlannedFile> files = new ArrayList<>();
    List<PlannedFile> others = new ArrayList<>();
    for (PlannedFile file : plan.files().values()) {
      (scheme.module(file.target()) ? files : others).add(file);
    }
    int count = files.size();
    long bytes = plan.size();
    files.sort(LARGEST_FIRST);
    others.sort(LARGEST_FIRST);
    files.addAll(others);
    ParallelTasks.run(files.size() + plan.unused().size(), () -> new Writing(files, count, bytes));
    RecordWriter records = new RecordWriter(scheme, written, modules.compiled());
    List<InstalledWheel> result = new ArrayList<>();
    try (FileWriter writer =
        new FileWriter(scheme, change, new JavaDecompressor(), Digests.of(0))) {
      for (InstallPlan.Claims claims : plan.claims()) {
        OpenWheel wheel = claims.wheel();
        Path metadata = wheel.directory(scheme);
        List<RecordRow> rows = records.rows(wheel.record(scheme), claims.files());
        writer.write(record(metadata, rows, wheel));
        result.add(new InstalledWheel(wheel.file(), metadata, rows));
      }
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
          writer.write(record(metadata, all, plan.claims().get(0).wheel()));
        });
  }

  private PlannedFile record(Path metadata, List<RecordRow> rows, OpenWheel wheel) {
    String content = RecordWriter.format(rows);
    Path file = metadata.resolve("RECORD");
    RecordRow row = new RecordRow(scheme.recordPath(file), "", "");
    return new PlannedFile(wheel, file, new PlannedFile.Written(content, row), false);
  }

  /** One thread's part; the first {@code count} of the files are modules. */
  private final class Writing implements ParallelTasks.Worker {
    private final List<PlannedFile> files;
    private final int count;
    private final FileWriter writer;

    Writing(List<PlannedFile> files, int count, long bytes) {
      writer = new FileWriter(scheme, change, Decompressors.of(bytes), Digests.of(bytes));
      this.files = files;
      this.count = count;
    }

    @Override
    public void run(int task) {
      if (task >= files.size()) {
        writer.verify(plan.unused().get(task - files.size()));
        return;
      }
      PlannedFile file = files.get(task);
      written.put(file.target(), writer.write(file));
      if (task < count) {
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
