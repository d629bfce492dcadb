package org.dhvirtualenv.engine.script;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives scripts in {@code bin} a shebang that starts the virtualenv's interpreter.
 *
 * <p>Works on the beginning of the file only, whose build paths have been replaced before; a
 * here-document further down keeps its shebang. Arguments of the interpreter are kept. The text is
 * Latin-1 so that every byte survives.
 */
public final class ScriptRewriter {
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

  private final Shebang shebang;

  /** Creates a rewriter for scripts that start the interpreter in {@code virtualenv}. */
  public ScriptRewriter(Path virtualenv) {
    shebang = new Shebang(virtualenv);
  }

  /** Returns the script with its final beginning; the same array if that is what it has. */
  public byte[] rewrite(byte[] script) {
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
    byte[] beginning =
        shebang.text(arguments == null ? "" : arguments).getBytes(StandardCharsets.UTF_8);
    String result =
        new String(beginning, StandardCharsets.ISO_8859_1) + text.substring(matcher.end());
    return result.equals(text) ? script : result.getBytes(StandardCharsets.ISO_8859_1);
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
