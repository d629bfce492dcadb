package org.dhvirtualenv.engine.wheel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * The scripts that entry_points.txt asks for.
 *
 * <p>The groups {@code console_scripts} and {@code gui_scripts} are one outside Windows; of one
 * name the last one counts. What stands behind the function, extras above all, is not looked at.
 */
final class EntryPoints {
  private static final String CONSOLE = "console_scripts";
  private static final String GUI = "gui_scripts";

  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?<module>\\w+(?:\\.\\w+)*)\\s*:\\s*(?<attribute>\\w+(?:\\.\\w+)*)(?:[\\s\\[].*)?",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern PIP = Pattern.compile("pip(\\d+(\\.\\d+)?)?");
  private static final Pattern EASY_INSTALL = Pattern.compile("easy_install(-\\d+\\.\\d+)?");

  private final Map<String, EntryPoint> console = new LinkedHashMap<>();
  private final Map<String, EntryPoint> gui = new LinkedHashMap<>();

  /**
   * Parses {@code text}.
   *
   * @throws org.dhvirtualenv.engine.error.EngineException if a script has a name or a function that
   *     cannot be one
   */
  static EntryPoints parse(WheelFile wheel, String text) {
    EntryPoints result = new EntryPoints();
    String group = "";
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        group = line.substring(1, line.length() - 1).strip();
      } else if (group.equals(CONSOLE) || group.equals(GUI)) {
        EntryPoint point = point(wheel, line);
        (group.equals(GUI) ? result.gui : result.console).put(point.name(), point);
      }
    }
    return result;
  }

  private static EntryPoint point(WheelFile wheel, String line) {
    int equals = line.indexOf('=');
    String name = line.substring(0, Math.max(equals, 0)).strip();
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\\') >= 0
        || name.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.of(wheel, "asks for a script that cannot be a file: '" + shown(line) + "'");
    }
    Matcher function = FUNCTION.matcher(line.substring(equals + 1).strip());
    if (!function.matches()) {
      throw Refusal.of(
          wheel, "asks for a script that is not MODULE:FUNCTION: '" + shown(line) + "'");
    }
    return new EntryPoint(name, function.group("module"), function.group("attribute"));
  }

  private static String shown(String line) {
    return Refusal.visible(line);
  }

  /**
   * Returns the scripts to write for an interpreter of version {@code python}.
   *
   * <p>Wheels of pip and setuptools name their versioned scripts after the interpreter that they
   * were built with; as in pip, the version of the one that runs them takes its place.
   */
  List<EntryPoint> scripts(String python) {
    Map<String, EntryPoint> all = new LinkedHashMap<>(console);
    List<EntryPoint> result = new ArrayList<>();
    EntryPoint pip = all.get("pip");
    if (pip != null) {
      all.keySet().removeIf(name -> PIP.matcher(name).matches());
      result.addAll(
          List.of(
              pip, pip.named("pip" + python.replaceFirst("\\..*", "")), pip.named("pip" + python)));
    }
    EntryPoint easyInstall = all.get("easy_install");
    if (easyInstall != null) {
      all.keySet().removeIf(name -> EASY_INSTALL.matcher(name).matches());
      result.addAll(List.of(easyInstall, easyInstall.named("easy_install-" + python)));
    }
    result.addAll(all.values());
    result.addAll(gui.values());
    return result;
  }

  /**
   * Returns whether {@code file} in the scripts directory of a wheel is what setuptools has written
   * for one of these, which the script written here replaces.
   */
  boolean replace(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    String name = file;
    for (String suffix : List.of(".exe", "-script.py", ".pya")) {
      if (lower.endsWith(suffix)) {
        name = file.substring(0, file.length() - suffix.length());
        break;
      }
    }
    return console.containsKey(name) || gui.containsKey(name);
  }
}
