package org.dhvirtualenv.engine.install;

import java.util.List;

/**
 * One call of {@code pip install}.
 *
 * @param what what it installs, for the error message
 * @param arguments what follows {@code pip install}; never a credential
 * @param sourceTree whether that is a directory, which pip cannot check hashes of
 */
record PipInstall(String what, List<String> arguments, boolean sourceTree) {
  /** Describes the installation of something that has a name or a file. */
  PipInstall(String what, List<String> arguments) {
    this(what, arguments, false);
  }

  /** Copies the arguments. */
  PipInstall {
    arguments = List.copyOf(arguments);
  }
}
