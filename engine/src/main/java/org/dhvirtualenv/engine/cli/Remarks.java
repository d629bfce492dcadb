package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.process.Redaction;

/** Prints what the packager should look at although the command goes on. */
final class Remarks {
  private Remarks() {}

  /** Prints a line for each finding that is no error: {@code COMMAND: warning: what: hint}. */
  static void print(String command, Findings findings, PrintWriter out) {
    for (Finding finding : findings.remarks()) {
      String hint = finding.hint().isEmpty() ? "" : "; " + finding.hint();
      String severity = finding.severity().name().toLowerCase(Locale.ROOT);
      out.println(command + ": " + severity + ": " + Redaction.redact(finding.what() + hint));
    }
  }
}
