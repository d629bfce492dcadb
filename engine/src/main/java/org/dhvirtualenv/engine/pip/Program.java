package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What our runner runs: pip, or something in its place that takes the arguments of {@code pip
 * install}.
 */
sealed interface Program {
  /** Returns its name, for messages. */
  default String name() {
    return "pip";
  }

  /**
   * Returns the variables that tell the runner of it.
   *
   * @param cache pip's cache directory
   */
  Map<String, String> variables(Path cache);

  /** Returns {@code output} with what pip would have printed, by which hints are found. */
  default List<String> inPipsWords(List<String> output) {
    return output;
  }

  /** Returns whether it says as pip does only at its loudest why an index has nothing. */
  default boolean silent() {
    return true;
  }

  /** Pip of the settings. */
  record Pip() implements Program {
    @Override
    public Map<String, String> variables(Path cache) {
      return Map.of();
    }
  }

  /**
   * A Python script, which starts a pip of its own.
   *
   * @param file the script
   */
  record Script(Path file) implements Program {
    @Override
    public Map<String, String> variables(Path cache) {
      return Map.of("DH_PIP_PROGRAM", file.toString());
    }
  }

  /**
   * Our script that asks uv, and writes a report without the metadata of what it names.
   *
   * @param uv the uv that is asked
   * @param temporary a private directory
   * @param file the script
   */
  record Uv(UvTool uv, Path temporary, Path file) implements Program {
    @Override
    public String name() {
      return "uv";
    }

    @Override
    public Map<String, String> variables(Path cache) {
      return Map.of(
          "DH_PIP_PROGRAM",
          file.toString(),
          "DH_UV",
          uv.executable().toString(),
          "DH_UV_CACHE",
          UvTool.cache(cache, temporary).toString());
    }

    @Override
    public List<String> inPipsWords(List<String> output) {
      return UvMessages.inPipsWords(output);
    }

    @Override
    public boolean silent() {
      return false;
    }
  }
}
