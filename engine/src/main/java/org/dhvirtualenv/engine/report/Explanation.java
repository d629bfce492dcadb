package org.dhvirtualenv.engine.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.relation.Dependencies;
import org.dhvirtualenv.engine.relation.Dependencies.Reason;

/** Tells why there is each relation, as a table for people and as JSON for programs. */
public final class Explanation {
  private static final int SHOWN_FILES = 3;

  private final List<Reason> reasons;

  /** Creates the explanation of {@code dependencies}. */
  public Explanation(Dependencies dependencies) {
    this.reasons = dependencies.reasons();
  }

  /** Returns lines: field, relation, library, the symbol that has set the version, files. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    for (Reason reason : reasons) {
      lines.add(
          String.format(
              "%-10s %s <- %s%s%s",
              reason.strength().field(),
              reason.relation(),
              reason.library(),
              reason.symbol().map(symbol -> " (" + symbol + ")").orElse(""),
              reason.evidence().map(text -> " [" + text + "]").orElse("")));
      reason.files().stream().limit(SHOWN_FILES).forEach(file -> lines.add("             " + file));
      if (reason.files().size() > SHOWN_FILES) {
        lines.add("             and " + (reason.files().size() - SHOWN_FILES) + " more");
      }
    }
    return lines;
  }

  /**
   * Writes a JSON array (RFC 8259) of objects with field, relation, library, symbol, evidence and
   * files; the symbol is null if none has set the version, the evidence if the files are all.
   */
  public void write(Path file) {
    try (Writer text = Files.newBufferedWriter(file);
        JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.setHtmlSafe(false);
      json.beginArray();
      for (Reason reason : reasons) {
        json.beginObject();
        json.name("field").value(reason.strength().field());
        json.name("relation").value(reason.relation().text());
        json.name("library").value(reason.library().value());
        json.name("symbol").value(reason.symbol().orElse(null));
        json.name("evidence").value(reason.evidence().orElse(null));
        json.name("files").beginArray();
        for (InstallPath path : reason.files()) {
          json.value(path.toString());
        }
        json.endArray();
        json.endObject();
      }
      json.endArray();
      text.write("\n");
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }
}
