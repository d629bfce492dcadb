package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
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
  private final CommandRunner runner;
  private final PipSettings settings;
  private final Path cache;
  private final Credentials credentials;
  private final PipLog log;

  /**
   * Creates a caller.
   *
   * @param cache pip's cache directory
   * @param credentials for what requirements refer to
   */
  PipCaller(
      CommandRunner runner, PipSettings settings, Path cache, Credentials credentials, PipLog log) {
    this.runner = runner;
    this.settings = settings;
    this.cache = cache;
    this.credentials = credentials;
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
    Map<String, String> environment = new LinkedHashMap<>(credentials.variables());
    environment.putAll(PipEnvironment.of(settings, cache, arguments));
    Command command = new Command(line, settings.directory(), environment);
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
}
