package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.phase.Phases;

/**
 * Gets wheels with {@code pip wheel}, which fetches what is one and builds one from anything else.
 *
 * <p>Wheels of source distributions may come from pip's own cache of what it has built here before.
 */
final class WheelMaker {
  private final PipCaller pip;
  private final Path temporary;
  private final PipArguments arguments;
  private final Phases phases;
  private int calls;

  /**
   * Creates a maker.
   *
   * @param temporary keeps the wheels
   * @param arguments for every call
   * @param phases is told what pip is dealing with
   */
  WheelMaker(PipCaller pip, Path temporary, PipArguments arguments, Phases phases) {
    this.pip = pip;
    this.temporary = temporary;
    this.arguments = arguments;
    this.phases = phases;
  }

  /** Returns the wheel of the project in {@code directory}. */
  Path project(Path directory) {
    Map<DistributionName, Path> made =
        make("build the project", 1, List.of(directory.toString()), arguments);
    return made.values().iterator().next(); // pip fails if it has made none
  }

  /**
   * Returns a wheel for each of {@code sources}, by name.
   *
   * @param what whose requirements they are
   * @param more arguments of this request
   */
  Map<DistributionName, Path> of(String what, List<String> sources, PipArguments more) {
    Path list = write(temporary.resolve("wheels-" + calls + ".txt"), sources);
    return make(
        "get the wheels of " + what,
        sources.size(),
        List.of("--requirement=" + list),
        arguments.and(more));
  }

  private Map<DistributionName, Path> make(
      String what, int count, List<String> targets, PipArguments arguments) {
    Path directory = temporary.resolve("wheels-" + calls++);
    List<String> words = pip.common();
    words.addAll(List.of("--no-deps", "--wheel-dir=" + directory));
    words.addAll(arguments.forWheel());
    words.addAll(targets);
    pip.call(what, "wheel", words, arguments, new PipProgress(phases, count));
    return list(directory);
  }

  private static Map<DistributionName, Path> list(Path directory) {
    Map<DistributionName, Path> wheels = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.whl")) {
      files.forEach(file -> wheels.put(name(file), file));
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
    return wheels;
  }

  /** Returns the distribution that the name of the wheel {@code file} starts with (PEP 427). */
  static DistributionName name(Path file) {
    return new DistributionName(field(file, 0));
  }

  /** Returns the version in the name of the wheel {@code file}. */
  static String version(Path file) {
    return field(file, 1);
  }

  private static String field(Path file, int number) {
    return String.valueOf(file.getFileName()).split("-")[number];
  }

  /** Writes {@code lines} to {@code file} and returns it. */
  static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }
}
