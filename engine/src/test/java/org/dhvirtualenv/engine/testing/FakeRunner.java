package org.dhvirtualenv.engine.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;

/** Answers for programs that are not run; a command that nobody expects is a failure. */
public final class FakeRunner implements CommandRunner {
  private final Map<String, CommandResult> answers = new LinkedHashMap<>();
  private final List<Command> asked = new ArrayList<>();

  /** Lets commands that begin with {@code words} end with {@code status} and {@code output}. */
  public FakeRunner answer(String words, int status, String... output) {
    answers.put(words, new CommandResult(status, List.of(output)));
    return this;
  }

  /** Returns the commands that were run. */
  public synchronized List<Command> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized CommandResult run(Command command) {
    asked.add(command);
    String line = String.join(" ", command.arguments());
    return answers.entrySet().stream()
        .filter(answer -> line.startsWith(answer.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("unexpected: " + line));
  }

  @Override
  public CommandResult query(Command command) {
    return run(command);
  }
}
