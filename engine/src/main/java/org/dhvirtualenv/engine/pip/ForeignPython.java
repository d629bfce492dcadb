package org.dhvirtualenv.engine.pip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * A version of CPython on Debian of some architecture, for which pip chooses wheels although
 * another interpreter runs it.
 *
 * @param version of the language, such as {@code 3.12}
 * @param architecture Debian's name
 * @param library the minor version of the C library 2 that wheels may ask for
 */
public record ForeignPython(String version, String architecture, int library) {
  /** What platform tags call the machines that Debian has a port for. */
  private static final Map<String, String> MACHINES =
      Map.of(
          "amd64", "x86_64",
          "arm64", "aarch64",
          "armhf", "armv7l",
          "i386", "i686",
          "loong64", "loongarch64",
          "ppc64el", "ppc64le",
          "riscv64", "riscv64",
          "s390x", "s390x");

  /** The oldest minor version of the C library 2 in tags; for others than x86 that of 2014. */
  private static final int OLDEST = 5;

  private static final int OLDEST_ELSEWHERE = 17;

  /** The C libraries that had a name before PEP 600, by minor version. */
  private static final Map<Integer, String> LEGACY =
      Map.of(5, "manylinux1", 12, "manylinux2010", 17, "manylinux2014");

  /** Checks both. */
  public ForeignPython {
    if (!version.matches("3\\.[0-9]+(\\.[0-9]+)?")) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "'" + version + "' is not a version of Python 3",
          "give --python-version=3.12, several with commas");
    }
    if (!MACHINES.containsKey(architecture)) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "no wheels are known for the architecture '" + architecture + "'",
          "give one of these with --architecture: "
              + String.join(", ", MACHINES.keySet().stream().sorted().toList()));
    }
  }

  private String machine() {
    return MACHINES.getOrDefault(architecture, architecture);
  }

  /** Returns the words that tell pip, the newest platform first (PEP 600). */
  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add("--only-binary=:all:");
    words.add("--implementation=cp");
    words.add("--python-version=" + version);
    int oldest = machine().matches("x86_64|i686") ? OLDEST : OLDEST_ELSEWHERE;
    for (int minor = library; minor >= oldest; minor--) {
      words.add("--platform=manylinux_2_" + minor + "_" + machine());
      if (LEGACY.containsKey(minor)) {
        words.add("--platform=" + LEGACY.get(minor) + "_" + machine());
      }
    }
    words.add("--platform=linux_" + machine());
    return words;
  }

  /** Returns the variables by which markers are evaluated for it. */
  public Map<String, String> environment() {
    return Map.of(
        "DH_PIP_TARGET",
        version + " " + machine(),
        "PIP_NO_BINARY",
        ":none:", // which pip wants beside a platform
        "PIP_ONLY_BINARY",
        ":none:");
  }

  @Override
  public String toString() {
    return "Python " + version + " on " + architecture;
  }
}
