package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private static final List<String> COMMON = List.of("--use-pep517", "--progress-bar=off");

  /**
   * Without it pip 23.0, but no later one, builds anew with --no-binary what it has built before.
   */
  private static final String OWN_WHEELS = "--use-feature=no-binary-enable-wheel-cache";

  /** How loud pip has to be to say why an index gave nothing. */
  private static final int LOUDEST = 2;

  /** What keeps it from trying again and again. */
  private static final List<String> ONCE = List.of("--retries=0");

  private final CommandRunner runner;
  private final PipSettings settings;
  private final Program program;
  private final Path cache;
  private final Credentials credentials;
  private final PipLog log;
  private final Optional<Path> temporary;

  /**
   * Creates a caller.
   *
   * @param program what is run
   * @param cache pip's cache directory
   * @param credentials for what requirements refer to
   */
  PipCaller(
      CommandRunner runner,
      PipSettings settings,
      Program program,
      Path cache,
      Credentials credentials,
      PipLog log) {
    this(runner, settings, program, cache, credentials, log, Optional.empty());
  }

  private PipCaller(
      CommandRunner runner,
      PipSettings settings,
      Program program,
      Path cache,
      Credentials credentials,
      PipLog log,
      Optional<Path> temporary) {
    this.runner = runner;
    this.settings = settings;
    this.program = program;
    this.cache = cache;
    this.credentials = credentials;
    this.log = log;
    this.temporary = temporary;
  }

  /**
   * Returns a caller that may run at the same time: {@code other} takes the lines, and pip counts
   * its temporary directories in {@code directory}.
   */
  PipCaller beside(PipLog other, Path directory) {
    return new PipCaller(
        runner, settings, program, cache, credentials, other, Optional.of(directory));
  }

  /**
   * Runs pip's {@code subcommand}.
   *
   * @param what what it is to do, for the message if it cannot
   * @param words what follows the subcommand
   * @param arguments whose URLs go into the environment
   * @param watcher takes each line as it comes
   */
  void call(
      String what,
      String subcommand,
      List<String> words,
      PipArguments arguments,
      Consumer<String> watcher) {
    Command command = command(subcommand, arguments.loudness(), words, arguments);
    CommandResult result = runner.run(command, watcher.andThen(log::pip));
    if (!result.succeeded()) {
      CommandResult shown = new CommandResult(result.status(), log.unseen(result.output()));
      throw ToolFailure.of(
          program.name() + " could not " + what,
          command,
          shown,
          hint(
              program.inPipsWords(result.output()),
              () -> command(subcommand, LOUDEST, words, arguments.and(ONCE))));
    }
  }

  /** Returns what to do; pip says at its loudest only why an index has nothing. */
  private String hint(List<String> output, Supplier<Command> louder) {
    String vendor = settings.indexes().get(PipEnvironment.OFFLINE);
    if (vendor != null && PipHints.missing(output)) {
      return "'" + vendor + "' lacks it: renew that with dh_virtualenv_vendor --update";
    }
    if (!program.silent() || !PipHints.unexplained(output)) {
      return PipHints.of(output);
    }
    List<String> lines = new ArrayList<>(runner.run(louder.get(), line -> {}).output());
    return PipHints.of(lines);
  }

  /** Returns options of each subcommand that we use. */
  List<String> common() {
    List<String> options = new ArrayList<>(COMMON);
    if (settings.tool().is(23, 0)) {
      options.add(OWN_WHEELS);
    }
    return options;
  }

  private Command command(
      String subcommand, int loudness, List<String> words, PipArguments arguments) {
    List<String> line = new ArrayList<>();
    line.add(settings.interpreter().toString());
    line.add("-I");
    line.add("-Xpycache_prefix=" + settings.tool().pycache());
    line.add(settings.tool().runner().toString());
    line.add(subcommand);
    line.addAll(option(loudness));
    line.addAll(words);
    Map<String, String> environment = new LinkedHashMap<>(credentials.variables());
    environment.putAll(PipEnvironment.of(settings, cache, arguments));
    environment.putAll(program.variables(cache));
    temporary.ifPresent(directory -> environment.put("TMPDIR", directory.toString()));
    return new Command(line, settings.directory(), environment);
  }

  private static List<String> option(int loudness) {
    return loudness == 0
        ? List.of()
        : List.of("-" + (loudness > 0 ? "v" : "q").repeat(Math.min(3, Math.abs(loudness))));
  }
}
