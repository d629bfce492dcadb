package org.dhvirtualenv.engine.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Runs programs on this machine.
 *
 * <p>Standard input is /dev/null, so that nothing can wait for an answer, unless the caller talks
 * to the program. {@link Interruption} knows all that run.
 */
public final class SystemCommandRunner implements CommandRunner, ProgramStarter {
  private final Map<String, String> environment;
  private final boolean verbose;
  private final Consumer<String> log;

  /**
   * Creates a runner.
   *
   * @param environment the variables that every program gets, and no others
   * @param verbose whether command lines are written to the log
   * @param log takes one redacted line at a time
   */
  public SystemCommandRunner(
      Map<String, String> environment, boolean verbose, Consumer<String> log) {
    this.environment = Map.copyOf(environment);
    this.verbose = verbose;
    this.log = log;
  }

  @Override
  public CommandResult run(Command command) {
    return run(command, log);
  }

  @Override
  public CommandResult run(Command command, Consumer<String> lines) {
    if (verbose) {
      log.accept("\t" + command);
    }
    return start(command, builder(command).redirectErrorStream(true), lines);
  }

  @Override
  public CommandResult query(Command command) {
    return start(command, builder(command).redirectError(Redirect.DISCARD), line -> {});
  }

  @Override
  public RunningProgram start(Command command) {
    if (verbose) {
      log.accept("\t" + command);
    }
    return new SystemProgram(begin(command, builder(command).redirectInput(Redirect.PIPE)));
  }

  private ProcessBuilder builder(Command command) {
    ProcessBuilder builder = new ProcessBuilder(command.arguments());
    builder.directory(command.directory().toFile());
    builder.redirectInput(Redirect.from(new java.io.File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(command.environment());
    return builder;
  }

  private static CommandResult start(
      Command command, ProcessBuilder builder, Consumer<String> sink) {
    Process process = begin(command, builder);
    List<String> lines;
    int status;
    try {
      lines = readLines(command, process, sink);
    } catch (RuntimeException | Error e) {
      Interruption.end(process);
      throw e;
    } finally {
      status = Interruption.await(process);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw Interruption.failure();
    }
    return new CommandResult(status, lines);
  }

  private static Process begin(Command command, ProcessBuilder builder) {
    Interruption.check();
    try {
      Process process = builder.start();
      Interruption.add(process);
      return process;
    } catch (IOException e) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          "cannot run '" + command.arguments().get(0) + "': " + e.getMessage(),
          "check that the program is installed and executable",
          e);
    }
  }

  private static List<String> readLines(Command command, Process process, Consumer<String> sink) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String shown = Redaction.redact(line);
        sink.accept(shown);
        lines.add(shown);
      }
    } catch (IOException e) {
      throw FileFailure.of(Path.of(command.arguments().get(0)), e);
    }
    return lines;
  }
}
