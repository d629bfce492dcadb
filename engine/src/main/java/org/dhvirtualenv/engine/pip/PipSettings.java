package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all calls of pip in one build share.
 *
 * @param interpreter the executable that runs pip; that of the virtualenv, for whose interpreter
 *     and installed distributions pip decides
 * @param tool the pip that runs
 * @param directory to which requirements with a relative path refer; their back ends may write
 *     below it
 * @param source what {@code directory} is a copy of; paths in options refer to it
 * @param temporary a private directory, in which pip builds and wheels are kept until the caller
 *     removes it
 * @param arguments raw arguments for every call, option and value in one word or in two
 * @param indexes variables for pip and what it starts, those that say where pip looks among them;
 *     the place for credentials
 * @param compilerFlags variables such as CFLAGS; that pip's directories are to be forgotten is
 *     added here
 * @param constraints lines of a constraints file, such as {@code click==8.1.3}
 */
public record PipSettings(
    Path interpreter,
    PipTool tool,
    Path directory,
    Path source,
    Path temporary,
    List<String> arguments,
    Map<String, String> indexes,
    Map<String, String> compilerFlags,
    List<String> constraints) {
  /** Copies the collections. */
  public PipSettings {
    arguments = List.copyOf(arguments);
    indexes = Map.copyOf(indexes);
    compilerFlags = Map.copyOf(compilerFlags);
    constraints = List.copyOf(constraints);
  }

  /** Returns the same with more variables. */
  PipSettings with(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(indexes);
    all.putAll(variables);
    return new PipSettings(
        interpreter,
        tool,
        directory,
        source,
        temporary,
        arguments,
        all,
        compilerFlags,
        constraints);
  }

  /** Returns the same with other arguments. */
  PipSettings with(List<String> words) {
    return new PipSettings(
        interpreter,
        tool,
        directory,
        source,
        temporary,
        words,
        indexes,
        compilerFlags,
        constraints);
  }

  /** Returns the same with another private directory, which is there. */
  public PipSettings in(Path other) {
    return new PipSettings(
        interpreter,
        tool,
        directory,
        source,
        other,
        arguments,
        indexes,
        compilerFlags,
        constraints);
  }

  /** Returns the same with another pip. */
  public PipSettings with(PipTool other) {
    return new PipSettings(
        interpreter,
        other,
        directory,
        source,
        temporary,
        arguments,
        indexes,
        compilerFlags,
        constraints);
  }
}
