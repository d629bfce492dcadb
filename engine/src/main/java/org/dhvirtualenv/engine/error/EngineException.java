package org.dhvirtualenv.engine.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends a run with problems, each a line that says what is wrong and a line that says what to do.
 *
 * <p>Both lines are shown to the packager as they are, so neither may contain a credential.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Something that is wrong.
   *
   * @param what quotes the offending value
   * @param hint names the fix
   */
  public record Problem(String what, String hint) {}

  private final ExitCode code;
  private final transient List<Problem> problems;

  /** Creates a failure; {@code message} quotes the offending value, {@code hint} names the fix. */
  public EngineException(ExitCode code, String message, String hint) {
    this(code, List.of(new Problem(message, hint)));
  }

  /** Creates a failure that another exception has caused. */
  public EngineException(ExitCode code, String message, String hint, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.problems = List.of(new Problem(message, hint));
  }

  /** Creates a failure with one or more problems. */
  public EngineException(ExitCode code, List<Problem> problems) {
    super(problems.stream().map(Problem::what).collect(Collectors.joining("\n")));
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /** Returns whose turn it is to act. */
  public ExitCode code() {
    return code;
  }

  /** Returns what is wrong, in the order in which it is to be shown. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns what the packager can do about the first problem. */
  public String hint() {
    return problems.get(0).hint();
  }
}
