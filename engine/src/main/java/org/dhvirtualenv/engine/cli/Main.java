package org.dhvirtualenv.engine.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.install.SharedWheels;
import org.dhvirtualenv.engine.process.Interruption;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Starts the engine from the command line.
 *
 * <p>With the argument {@code -} the others are read from standard input, as {@link Handed}
 * describes. So the Perl commands hand their requests over: a password in one shows in no process
 * list, there is no limit to its length, and the engine can start before they know it. A second
 * argument is the command that will probably come.
 */
public final class Main {
  private static final String FROM_INPUT = "-";

  private final Environment environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final SharedWheels wheels;

  private Main(Environment environment, PrintWriter out, PrintWriter err, SharedWheels wheels) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.wheels = wheels;
  }

  /** Runs one command and exits with the status that {@link ExitCode} describes. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Path directory = Path.of("").toAbsolutePath();
    Runnable ended = Interruption.watch();
    int status = run(arguments, System.in, System.getenv(), directory, out, err);
    ended.run();
    System.exit(status);
  }

  static int run(
      String[] arguments,
      InputStream input,
      Map<String, String> variables,
      Path directory,
      PrintWriter out,
      PrintWriter err) {
    try (SharedWheels wheels = new SharedWheels()) {
      boolean handed = arguments.length > 0 && arguments[0].equals(FROM_INPUT);
      if (handed && arguments.length > 1) {
        new Main(new Environment(variables, directory), out, err, wheels).rehearse(arguments[1]);
      }
      Optional<Handed> request =
          handed ? Handed.read(input) : Optional.of(new Handed(variables, List.of(arguments)));
      if (request.isEmpty()) {
        return ExitCode.COMMAND_LINE.status();
      }
      Environment environment = new Environment(request.get().variables(), directory);
      return new Main(environment, out, err, wheels)
          .execute(request.get().arguments().toArray(new String[0]));
    } catch (EngineException e) {
      new ErrorReporter(err).report("dh_virtualenv", e.problems());
      return e.code().status();
    }
  }

  /** Runs requests one after the other until one fails. */
  private int several(String[] words) {
    Requests requests = Requests.read(words, environment.directory());
    int done = 0;
    for (String[] request : requests.all()) {
      int status = execute(request);
      if (status != ExitCode.DONE.status()) {
        return status;
      }
      requests.note(++done);
    }
    return ExitCode.DONE.status();
  }

  /**
   * Reads a command line of {@code command} that says nothing, so that the classes that this takes
   * are there when a request comes.
   */
  private void rehearse(String command) {
    switch (command) {
      case BuildCommand.NAME ->
          new CommandLine(BuildCommand.describe(environment, wheels, out))
              .parseArgs("--install-root=/", "--", "none", "all", "none", "none");
      case ShlibdepsCommand.NAME -> {
        LibelfReader.prepare();
        new CommandLine(ShlibdepsCommand.describe(environment, out))
            .parseArgs("--dlopen=warn", "--", "none", "none", "none", "none");
      }
      default -> {
        // nobody begins those before they have a request
      }
    }
  }

  private int execute(String[] arguments) {
    String named = arguments.length > 0 ? arguments[0] : "";
    // a command stands alone: to describe all of them to picocli takes time
    return switch (named) {
      case BuildCommand.NAME ->
          execute(BuildCommand.describe(environment, wheels, out), rest(arguments));
      case FinishCommand.NAME -> execute(FinishCommand.describe(environment, out), rest(arguments));
      case RelocateCommand.NAME ->
          execute(RelocateCommand.describe(environment, out), rest(arguments));
      case ShlibdepsCommand.NAME -> {
        LibelfReader.prepare();
        yield execute(ShlibdepsCommand.describe(environment, out), rest(arguments));
      }
      case SmokeCommand.NAME -> execute(SmokeCommand.describe(environment, out), rest(arguments));
      case VendorCommand.NAME -> execute(VendorCommand.describe(environment, out), rest(arguments));
      case Requests.NAME -> several(rest(arguments));
      default -> execute(all(), arguments);
    };
  }

  private static String[] rest(String[] arguments) {
    return Arrays.copyOfRange(arguments, 1, arguments.length);
  }

  /** Returns the engine with all its commands, for help and for errors. */
  private CommandSpec all() {
    Options none =
        new Options("dh-python-virtualenv-engine", "", "Does the work of dh_virtualenv.");
    CommandSpec engine =
        none.bind(
            () -> {
              throw new EngineException(
                  ExitCode.COMMAND_LINE, "missing command", "--help lists the commands");
            });
    engine.addSubcommand(BuildCommand.NAME, BuildCommand.describe(environment, wheels, out));
    engine.addSubcommand(FinishCommand.NAME, FinishCommand.describe(environment, out));
    engine.addSubcommand(RelocateCommand.NAME, RelocateCommand.describe(environment, out));
    engine.addSubcommand(ShlibdepsCommand.NAME, ShlibdepsCommand.describe(environment, out));
    engine.addSubcommand(SmokeCommand.NAME, SmokeCommand.describe(environment, out));
    engine.addSubcommand(VendorCommand.NAME, VendorCommand.describe(environment, out));
    return engine;
  }

  private int execute(CommandSpec command, String[] arguments) {
    ErrorReporter reporter = new ErrorReporter(err);
    return new CommandLine(command)
        .setExpandAtFiles(false)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(reporter)
        .setExecutionExceptionHandler(reporter)
        .execute(arguments);
  }
}
