package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.dhvirtualenv.engine.elf.libelf.LibelfReader;
import org.dhvirtualenv.engine.error.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the engine from the command line. */
@Command(
    name = "dh-python-virtualenv-engine",
    description = "Does the work of dh_virtualenv and dh_virtualenv_shlibdeps.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs one command and exits with the status that {@link ExitCode} describes. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Path directory = Path.of("").toAbsolutePath();
    System.exit(run(arguments, System.getenv(), directory, out, err));
  }

  static int run(
      String[] arguments,
      Map<String, String> variables,
      Path directory,
      PrintWriter out,
      PrintWriter err) {
    String named = arguments.length > 0 ? arguments[0] : "";
    if (named.equals(ShlibdepsCommand.NAME)) {
      LibelfReader.prepare();
    }
    Environment environment = new Environment(variables, directory);
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    // reading a command's annotations takes long, so shlibdeps stands alone
    if (!named.equals(ShlibdepsCommand.NAME)) {
      line.addSubcommand(new BuildCommand(environment, out));
      line.addSubcommand(new RelocateCommand(environment, out));
    }
    if (!named.equals(BuildCommand.NAME)) {
      line.addSubcommand(new ShlibdepsCommand(environment, out));
    }
    ErrorReporter reporter = new ErrorReporter(err);
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(reporter)
        .setExecutionExceptionHandler(reporter)
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command");
  }
}
