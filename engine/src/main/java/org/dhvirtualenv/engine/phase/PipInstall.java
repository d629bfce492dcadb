package org.dhvirtualenv.engine.phase;

import java.util.List;

/**
 * One call of {@code pip install}.
 *
 * @param what what it installs, for the error message
 * @param arguments what follows {@code pip install}; never a credential
 * @param sourceTree whether that is a directory, which pip cannot check hashes of
 */
public record PipInstall(String what, List<String> arguments, boolean sourceTree) {
  /** Describes the installation of something that has a name or a file. */
  public PipInstall(String what, List<String> arguments) {
    this(what, arguments, false);
  }

  /** Copies the arguments. */
  public PipInstall {
    arguments = List.copyOf(arguments);
  }
}
