package org.dhvirtualenv.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.phase.DependencySet;
import org.dhvirtualenv.engine.phase.DependencySet.Reason;

/** Says why there is each relation, as a table for people and as JSON for programs. */
final class Explanation {
  private static final int SHOWN_FILES = 3;

  private Explanation() {}

  /** Returns lines: field, relation, library, the symbol that has set the version, files. */
  static List<String> table(DependencySet dependencies) {
    List<String> lines = new ArrayList<>();
    for (Reason reason : dependencies.reasons()) {
      String symbol = reason.symbol().isEmpty() ? "" : " (" + reason.symbol() + ")";
      lines.add(
          String.format(
              "%-10s %s <- %s%s",
              reason.strength().field(), reason.relation(), reason.library(), symbol));
      reason.files().stream().limit(SHOWN_FILES).forEach(file -> lines.add("             " + file));
      if (reason.files().size() > SHOWN_FILES) {
        lines.add("             and " + (reason.files().size() - SHOWN_FILES) + " more");
      }
    }
    return lines;
  }

  /** Returns a JSON array (RFC 8259) of objects: field, relation, library, symbol, files. */
  static String json(DependencySet dependencies) {
    return dependencies.reasons().stream()
        .map(
            reason ->
                "  {\"field\": "
                    + quoted(reason.strength().field())
                    + ", \"relation\": "
                    + quoted(reason.relation())
                    + ", \"library\": "
                    + quoted(reason.library())
                    + ", \"symbol\": "
                    + quoted(reason.symbol())
                    + ", \"files\": ["
                    + reason.files().stream()
                        .map(Explanation::quoted)
                        .collect(Collectors.joining(", "))
                    + "]}")
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static String quoted(String text) {
    StringBuilder result = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        result.append('\\').append(c);
      } else if (c < ' ') {
        result.append(String.format("\\u%04x", (int) c));
      } else {
        result.append(c);
      }
    }
    return result.append('"').toString();
  }
}
