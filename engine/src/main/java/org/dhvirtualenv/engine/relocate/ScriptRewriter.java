package org.dhvirtualenv.engine.relocate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.model.InstallPath;

/**
 * Gives scripts in {@code bin} a shebang that starts the virtualenv's interpreter.
 *
 * <p>Works on the beginning of the file only, whose build paths have been replaced before; a
 * here-document further down keeps its shebang. Arguments of the interpreter are kept. The text is
 * Latin-1 so that every byte survives.
 */
final class ScriptRewriter {
  /** What execve(2) reads of the first line on every kernel before 5.1, without the line end. */
  static final int LONGEST_SHEBANG = 127;

  private static final String PYTHON = "(?:python|pypy)w?(?:\\d+(?:\\.\\d+)?)?";

  /** {@code #!}, then a Python by any path or by env(1), then its arguments. */
  private static final Pattern SHEBANG =
      Pattern.compile(
          "#![ \\t]*(?:\"[^\"\\n]*/"
              + PYTHON
              + "\"|(?:/usr/bin/env[ \\t]+(?:-S[ \\t]*)?|[^\\s\"]*/)?"
              + PYTHON
              + ")(?<arguments>[ \\t][^\\n]*?)?[ \\t\\r]*(?=\\n|$)");

  /**
   * The polyglot beginning that pip writes when the interpreter's path has a space or is too long:
   * sh runs the second line, Python sees a string in lines two and three.
   */
  private static final Pattern TRAMPOLINE =
      Pattern.compile(
          "#![ \\t]*/bin/sh[ \\t]*\\r?\\n'''exec' (?:\"(?<quoted>/[^\"\\n]*)\"|'(?<single>/[^'\\n]*)'"
              + "|(?<bare>/\\S*))(?<arguments>[^\\n]*?) \"\\$0\" \"\\$@\"\\r?\\n' '''\\r?(?=\\n|$)");

  private final String interpreter;

  /** Creates a rewriter for the virtualenv that will be at {@code virtualenv}. */
  ScriptRewriter(InstallPath virtualenv) {
    interpreter = virtualenv + "/bin/python3";
  }

  /** Returns the script with its final beginning; the same array if that is what it has. */
  byte[] rewrite(byte[] script) {
    if (script.length < 3 || script[0] != '#' || script[1] != '!') {
      return script;
    }
    String text = new String(script, StandardCharsets.ISO_8859_1);
    Matcher matcher = TRAMPOLINE.matcher(text);
    if (!matcher.lookingAt() || !python(matcher)) {
      matcher = SHEBANG.matcher(text);
      if (!matcher.lookingAt()) {
        return script;
      }
    }
    String arguments = matcher.group("arguments");
    String shebang =
        "#!" + interpreter + (arguments == null ? "" : " " + arguments.trim()).stripTrailing();
    if (shebang.length() > LONGEST_SHEBANG) {
      shebang =
          "#!/bin/sh\n'''exec' \""
              + interpreter
              + "\""
              + (arguments == null ? "" : " " + arguments.trim()).stripTrailing()
              + " \"$0\" \"$@\"\n' '''";
    }
    String result = shebang + text.substring(matcher.end());
    return result.equals(text) ? script : result.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns {@code archive}, such as a .pyz file, with the paths of its first line mapped and
   * blanks at the end of that line, which execve(2) ignores, so that no offset in the archive
   * changes; the same array if nothing is to be mapped or the line would grow.
   */
  static byte[] replaceShebang(byte[] archive, List<PathMapping> mappings) {
    int end = 0;
    while (end < archive.length && archive[end] != '\n') {
      end++;
    }
    byte[] line = Arrays.copyOf(archive, end);
    for (PathMapping mapping : mappings) {
      line = mapping.apply(line);
    }
    if (line.length > end || Arrays.equals(line, 0, line.length, archive, 0, end)) {
      return archive;
    }
    byte[] result = archive.clone();
    Arrays.fill(result, 0, end, (byte) ' ');
    System.arraycopy(line, 0, result, 0, line.length);
    return result;
  }

  private static boolean python(Matcher trampoline) {
    for (String group : new String[] {"quoted", "single", "bare"}) {
      String path = trampoline.group(group);
      if (path != null) {
        return path.substring(path.lastIndexOf('/') + 1).matches(PYTHON);
      }
    }
    return false;
  }
}
