package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Several requests of one run, so that one Java machine serves all packages of a source.
 *
 * <p>The first word is a file that is told how many are done. Each request is the number of its
 * words and then those, the command first, so that no word can be taken for the end of a request.
 *
 * @param done the file
 * @param all the requests
 */
record Requests(Path done, List<String[]> all) {
  static final String NAME = "several";

  /** Reads {@code words}; the file is relative to {@code directory}. */
  static Requests read(String[] words, Path directory) {
    if (words.length == 0) {
      throw broken("");
    }
    List<String[]> requests = new ArrayList<>();
    int at = 1;
    while (at < words.length) {
      int first = at + 1;
      at = first + count(words[at]);
      if (at > words.length) {
        throw broken(words[first - 1]);
      }
      requests.add(Arrays.copyOfRange(words, first, at));
    }
    return new Requests(directory.resolve(words[0]), requests);
  }

  /** Writes how many requests are done, at once, since nobody knows how the next one ends. */
  void note(int count) {
    try {
      Files.writeString(done, count + "\n");
    } catch (IOException e) {
      throw FileFailure.of(done, e);
    }
  }

  private static int count(String word) {
    if (!word.matches("[1-9][0-9]{0,8}")) {
      throw broken(word);
    }
    return Integer.parseInt(word);
  }

  private static EngineException broken(String word) {
    return new EngineException(
        ExitCode.COMMAND_LINE,
        "'" + word + "' is not the number of words of a request",
        "begin each request with it, and all with the name of a file");
  }
}
