package org.dhvirtualenv.engine.archive;

import java.io.IOException;

/** Says that an archive contradicts itself or the format; the message tells how. */
public final class MalformedArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates one that says what is wrong. */
  public MalformedArchiveException(String message) {
    super(message);
  }

  MalformedArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
