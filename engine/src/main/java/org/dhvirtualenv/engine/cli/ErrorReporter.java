package org.dhvirtualenv.engine.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.EngineException.Problem;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.process.Interruption;
import org.dhvirtualenv.engine.process.Redaction;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Prints failures as two lines, {@code COMMAND: error: what} and {@code COMMAND: hint: what to do}.
 *
 * <p>Only a bug of the engine prints a stack trace.
 */
final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final PrintWriter err;

  ErrorReporter(PrintWriter err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    String name = prefix(failure.getCommandLine());
    String help = name.startsWith("dh_") ? "'man " + name + "' lists" : "--help after it lists";
    report(name, String.valueOf(failure.getMessage()), help + " the options");
    return ExitCode.COMMAND_LINE.status();
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    String name = prefix(line);
    Exception cause = failure instanceof UncheckedIOException io ? FileFailure.of(io) : failure;
    if (Interruption.begun()) {
      cause = Interruption.failure(); // whatever failed, failed for that
    }
    if (cause instanceof EngineException known) {
      report(name, known.problems());
      return known.code().status();
    }
    report(name, "internal error: " + failure, "please report it with the lines below");
    failure.printStackTrace(err);
    return ExitCode.BUG.status();
  }

  private void report(String name, String message, String hint) {
    report(name, List.of(new Problem(message, hint)));
  }

  /** Prints problems that share a remedy above it, so that it stands once. */
  void report(String name, List<Problem> problems) {
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      err.println(name + ": error: " + Redaction.redact(problem.what()));
      if (i + 1 == problems.size() || !problems.get(i + 1).hint().equals(problem.hint())) {
        err.println(name + ": hint: " + Redaction.redact(problem.hint()));
      }
    }
  }

  /** Returns the name of the debhelper command that the packager has called. */
  private static String prefix(CommandLine line) {
    return switch (line.getCommandName()) {
      case BuildCommand.NAME -> "dh_virtualenv";
      case FinishCommand.NAME -> "dh_virtualenv_finish";
      case ShlibdepsCommand.NAME -> "dh_virtualenv_shlibdeps";
      case SmokeCommand.NAME -> "dh_virtualenv_test";
      case VendorCommand.NAME -> "dh_virtualenv_vendor";
      default -> line.getCommandName();
    };
  }
}
