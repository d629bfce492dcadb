package org.dhvirtualenv.engine.pip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Runs pip from outside the virtualenv.
 *
 * <p>The virtualenv's interpreter, isolated from the caller's environment, runs our runner script.
 * Indexes travel in PIP_* variables, so that no process list shows their credentials.
 */
final class PipCaller {
  private static final String EXTRA = "PIP_EXTRA_INDEX_URL";

  private final CommandRunner runner;
  private final PipSettings settings;
  private final PipLog log;

  PipCaller(CommandRunner runner, PipSettings settings, PipLog log) {
    this.runner = runner;
    this.settings = settings;
    this.log = log;
  }

  /**
   * Runs pip's {@code subcommand}.
   *
   * @param what what it is to do, for the message if it cannot
   * @param words what follows the subcommand
   * @param arguments whose URLs go into the environment
   */
  void call(String what, String subcommand, List<String> words, PipArguments arguments) {
    List<String> line = new ArrayList<>();
    line.add(settings.interpreter().toString());
    line.add("-I");
    line.add("-Xpycache_prefix=" + settings.tool().pycache());
    line.add(settings.tool().runner().toString());
    line.add(subcommand);
    line.addAll(List.of("--use-pep517", "--progress-bar=off"));
    line.addAll(loudness(arguments));
    line.addAll(words);
    Command command = new Command(line, settings.directory(), environment(arguments));
    CommandResult result = runner.run(command, log::pip);
    if (!result.succeeded()) {
      CommandResult shown = new CommandResult(result.status(), log.unseen(result.output()));
      throw ToolFailure.of("pip could not " + what, command, shown, PipHints.of(result.output()));
    }
  }

  private static List<String> loudness(PipArguments arguments) {
    int loudness = Math.max(-3, Math.min(3, arguments.loudness()));
    return loudness == 0
        ? List.of()
        : List.of("-" + (loudness > 0 ? "v" : "q").repeat(Math.abs(loudness)));
  }

  private Map<String, String> environment(PipArguments arguments) {
    Map<String, String> environment = new LinkedHashMap<>(settings.indexes());
    arguments
        .secrets()
        .forEach(
            (name, value) ->
                environment.merge(name, value, (a, b) -> name.equals(EXTRA) ? a + " " + b : b));
    environment.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    environment.put("PIP_NO_INPUT", "1");
    environment.put("PIP_ROOT_USER_ACTION", "ignore");
    environment.put("PYTHONPYCACHEPREFIX", settings.tool().pycache().toString());
    environment.put("PYTHONHASHSEED", "0");
    environment.put("TMPDIR", settings.temporary().toString());
    String forget = "-ffile-prefix-map=" + settings.temporary() + "=.";
    settings
        .compilerFlags()
        .forEach((variable, flags) -> environment.put(variable, (flags + " " + forget).strip()));
    return environment;
  }
}
