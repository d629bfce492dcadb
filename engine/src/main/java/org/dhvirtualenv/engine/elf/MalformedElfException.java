package org.dhvirtualenv.engine.elf;

/** Says that a file begins like an ELF object and then breaks the gABI's rules. */
public final class MalformedElfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception; {@code message} names the damaged part. */
  public MalformedElfException(String message) {
    super(message);
  }
}
