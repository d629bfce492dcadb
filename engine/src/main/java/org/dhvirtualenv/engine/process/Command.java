package org.dhvirtualenv.engine.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Describes one run of a program.
 *
 * @param arguments the program and its arguments, none of them a secret
 * @param directory the working directory
 * @param environment variables set on top of the engine's own; the place for secrets
 */
public record Command(List<String> arguments, Path directory, Map<String, String> environment) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Copies the collections. */
  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** Returns the command line quoted for a POSIX shell, credentials removed. */
  @Override
  public String toString() {
    return Redaction.redact(
        arguments.stream().map(Command::quote).collect(Collectors.joining(" ")));
  }

  private static String quote(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
