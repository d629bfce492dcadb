package org.dhvirtualenv.engine.wheel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dhvirtualenv.engine.script.ScriptRewriter;
import org.dhvirtualenv.engine.script.Shebang;

/**
 * Gives programs of a wheel the final interpreter in their first line.
 *
 * <p>A script that begins with {@code #!python} gets a new first line, as the binary distribution
 * format asks for and pip does it: without arguments. Of other programs those that are text and
 * name any Python get the virtualenv's, as in a virtualenv that is relocated.
 */
final class ProgramText {
  private static final byte[] PLACEHOLDER = "#!python".getBytes(StandardCharsets.US_ASCII);

  private final byte[] beginning;
  private final ScriptRewriter rewriter;

  ProgramText(Path home) {
    beginning = (new Shebang(home).text("") + "\n").getBytes(StandardCharsets.UTF_8);
    rewriter = new ScriptRewriter(home);
  }

  /**
   * Returns the program whose first line says {@code #!python}, or its first part, with another.
   */
  byte[] filled(byte[] script) {
    if (!startsWith(script, PLACEHOLDER)) {
      return script;
    }
    int end = 0;
    while (end < script.length && script[end] != '\n') {
      end++;
    }
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(beginning, 0, beginning.length);
    if (end < script.length) {
      changed.write(script, end + 1, script.length - end - 1);
    }
    return changed.toByteArray();
  }

  /** Returns the whole program with its final first line; the same array if that is what it has. */
  byte[] rewritten(byte[] program) {
    for (byte b : program) {
      if (b == 0) {
        return program;
      }
    }
    return rewriter.rewrite(program);
  }

  private static boolean startsWith(byte[] content, byte[] prefix) {
    return content.length >= prefix.length
        && java.util.Arrays.equals(content, 0, prefix.length, prefix, 0, prefix.length);
  }
}
