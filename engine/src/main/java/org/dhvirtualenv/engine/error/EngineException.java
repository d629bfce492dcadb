package org.dhvirtualenv.engine.error;

/**
 * Ends a run with one line that says what is wrong and one line that says what to do.
 *
 * <p>Both lines are shown to the packager as they are, so neither may contain a credential.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String hint;

  /** Creates a failure; {@code message} quotes the offending value, {@code hint} names the fix. */
  public EngineException(ExitCode code, String message, String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  /** Creates a failure that another exception has caused. */
  public EngineException(ExitCode code, String message, String hint, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  /** Returns whose turn it is to act. */
  public ExitCode code() {
    return code;
  }

  /** Returns what the packager can do about it. */
  public String hint() {
    return hint;
  }
}
