package org.dhvirtualenv.engine.error;

/** Says by the process status whose turn it is to act after a failure. */
public enum ExitCode {
  /** Everything asked for was done. */
  DONE(0),
  /** The engine is wrong; a stack trace is printed and a bug report is welcome. */
  BUG(1),
  /** The command line is wrong. */
  COMMAND_LINE(2),
  /** The source package is wrong: its requirements, its files or its control file. */
  PACKAGING(3),
  /** A program that the engine ran has failed. */
  TOOL(4),
  /** Something is missing on the build machine. */
  ENVIRONMENT(5);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** Returns the exit status of the process, 0 to 5. */
  public int status() {
    return status;
  }
}
