package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables that the engine sets for pip, on top of the caller's.
 *
 * <p>Which of the caller's count is decided by the program that starts pip.
 */
final class PipEnvironment {
  private static final String MORE_INDEXES = "PIP_EXTRA_INDEX_URL";

  /** Names the variable with the directory that is used in place of a network. */
  static final String OFFLINE = "DH_PIP_OFFLINE";

  private PipEnvironment() {}

  /** Returns where wheels are that pip has downloaded, each in a directory named by its digest. */
  static Path downloads(PipSettings settings) {
    return settings.temporary().resolve("downloads");
  }

  /**
   * Returns what the caller's settings are completed with.
   *
   * @param arguments whose URLs travel here
   */
  static Map<String, String> places(PipSettings settings, PipArguments arguments) {
    Map<String, String> variables = new LinkedHashMap<>(settings.indexes());
    arguments
        .variables()
        .forEach(
            (name, value) -> variables.put(name.equals(MORE_INDEXES) ? "DH_" + name : name, value));
    variables.put("__PYVENV_LAUNCHER__", ""); // counts even for an isolated Python
    variables.put("DH_PIP_SOURCE", settings.source().toString());
    return variables;
  }

  /**
   * Returns the variables of one call.
   *
   * @param cache pip's cache directory
   * @param arguments of this call
   */
  static Map<String, String> of(PipSettings settings, Path cache, PipArguments arguments) {
    Map<String, String> variables = places(settings, arguments);
    variables.put("DH_PIP_DOWNLOADS", downloads(settings).toString());
    variables.put("DH_PIP_BUILD_TOOLS", settings.temporary().resolve("build-tools").toString());
    variables.put("PIP_CACHE_DIR", cache.toString());
    variables.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    variables.put("PIP_NO_INPUT", "1");
    variables.put("PIP_ROOT_USER_ACTION", "ignore");
    variables.put("PIP_NO_COMPILE", "0"); // which means: a back end compiles what it imports
    variables.put("PYTHONPYCACHEPREFIX", settings.tool().pycache().toString());
    variables.put("PYTHONHASHSEED", "0");
    variables.put("TMPDIR", settings.temporary().toString());
    variables.put("PWD", settings.directory().toString()); // requirements files may refer to it
    String forget = "-ffile-prefix-map=" + settings.temporary() + "=.";
    settings
        .compilerFlags()
        .forEach((variable, flags) -> variables.put(variable, (flags + " " + forget).strip()));
    return variables;
  }
}
