package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * What a Perl command asks for on standard input.
 *
 * <p>Each word ends with a NUL byte: the number of variables, then those as {@code NAME=value},
 * then the arguments. The variables take the place of those that the engine was started with.
 *
 * @param variables the variables that the engine and the programs that it runs see
 * @param arguments the engine's arguments
 */
record Handed(Map<String, String> variables, List<String> arguments) {
  /** Copies both. */
  Handed {
    variables = Map.copyOf(variables);
    arguments = List.copyOf(arguments);
  }

  /**
   * Waits for a request; empty if the writer has ended without one, because it had nothing to do or
   * has failed, of which it has told.
   */
  static Optional<Handed> read(InputStream input) {
    String text = text(input);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = List.of(text.substring(0, text.length() - 1).split("\0", -1));
    if (!text.endsWith("\0") || !words.get(0).matches("[0-9]{1,6}")) {
      throw broken();
    }
    int first = 1 + Integer.parseInt(words.get(0));
    if (first > words.size()) {
      throw broken();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (String variable : words.subList(1, first)) {
      int end = variable.indexOf('=');
      if (end < 0) {
        throw broken();
      }
      variables.put(variable.substring(0, end), variable.substring(end + 1));
    }
    return Optional.of(new Handed(variables, words.subList(first, words.size())));
  }

  private static String text(InputStream input) {
    try {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw broken();
    }
  }

  /** Returns the failure of one that a lost writer has left, or that nobody could mean. */
  private static EngineException broken() {
    return new EngineException(
        ExitCode.COMMAND_LINE,
        "the request on standard input is not whole",
        "end each word with a NUL byte, and begin with the number of variables");
  }
}
