package org.dhvirtualenv.engine.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.phase.Counted;
import org.dhvirtualenv.engine.phase.Measured;
import org.dhvirtualenv.engine.phase.Phases;

/**
 * Tells how long each phase of a command has taken, as a table for people and as JSON for programs.
 *
 * <p>Times differ from build to build, so the JSON is a file of its own, which nothing reads and no
 * package has.
 */
public final class PhaseReport {
  private static final double SECOND = 1e9;

  private final String command;
  private final List<Measured> phases;
  private final long total;

  /** Creates a report of what {@code command} has done so far. */
  public PhaseReport(String command, Phases phases) {
    this.command = command;
    this.phases = phases.all();
    this.total = phases.total();
  }

  /** Returns lines: phase, seconds, counts; at last the whole, which has what is in no phase. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(command + ": phases");
    for (Measured phase : phases) {
      String counts =
          phase.counts().entrySet().stream()
              .map(entry -> entry.getKey().of(entry.getValue()))
              .collect(Collectors.joining(", "));
      lines.add(row(phase.phase().word(), phase.nanoseconds(), counts));
    }
    lines.add(row("all", total, ""));
    return lines;
  }

  private static String row(String name, long nanoseconds, String counts) {
    return String.format(Locale.ROOT, "  %-10s %8.2f s  %s", name, nanoseconds / SECOND, counts)
        .stripTrailing();
  }

  /**
   * Writes a JSON object (RFC 8259) with command, seconds and the array phases of objects with
   * phase, seconds and a number for each thing that was counted.
   */
  public void write(Path file) {
    try (Writer text = Files.newBufferedWriter(file);
        JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.beginObject();
      json.name("command").value(command);
      json.name("seconds").value(seconds(total));
      json.name("phases").beginArray();
      for (Measured phase : phases) {
        json.beginObject();
        json.name("phase").value(phase.phase().word());
        json.name("seconds").value(seconds(phase.nanoseconds()));
        for (Map.Entry<Counted, Integer> count : phase.counts().entrySet()) {
          json.name(count.getKey().word()).value(count.getValue());
        }
        json.endObject();
      }
      json.endArray();
      json.endObject();
      text.write("\n");
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Returns seconds, rounded to thousandths. */
  private static double seconds(long nanoseconds) {
    return Math.round(nanoseconds / 1e6) / 1e3;
  }
}
