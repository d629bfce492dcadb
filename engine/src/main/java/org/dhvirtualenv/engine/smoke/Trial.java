package org.dhvirtualenv.engine.smoke;

import java.util.List;
import org.dhvirtualenv.engine.model.InstallPath;

/**
 * Something to try.
 *
 * @param name what the packager calls it
 * @param command the program, by its place on the target, and its arguments
 * @param asked whether the packager has asked for just this; a guess of ours fails only if
 *     something is missing
 */
public record Trial(String name, List<String> command, boolean asked) {
  /** Copies the command. */
  public Trial {
    command = List.copyOf(command);
  }

  /** Returns the trial that imports {@code module} by means of the program {@code importer}. */
  static Trial ofImport(InstallPath virtualenv, String importer, String module) {
    String python = virtualenv.resolve("bin/python3").toString();
    return new Trial("import " + module, List.of(python, "-I", "-c", importer, module), true);
  }

  /** Returns the trial that runs a command line of the shell. */
  static Trial ofCommand(String command) {
    return new Trial(command, List.of("/bin/sh", "-c", command), true);
  }

  /** Returns the trial that asks a script of the project for its help. */
  static Trial ofHelp(InstallPath script) {
    return new Trial(script + " --help", List.of(script.toString(), "--help"), false);
  }
}
