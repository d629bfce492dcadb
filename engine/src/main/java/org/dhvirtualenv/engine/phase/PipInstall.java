package org.dhvirtualenv.engine.phase;

import java.util.List;

/**
 * One call of {@code pip install}.
 *
 * @param what what it installs, for the error message
 * @param arguments what follows {@code pip install}; never a credential
 */
public record PipInstall(String what, List<String> arguments) {
  /** Copies the arguments. */
  public PipInstall {
    arguments = List.copyOf(arguments);
  }
}
