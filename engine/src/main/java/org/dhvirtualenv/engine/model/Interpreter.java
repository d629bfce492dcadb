package org.dhvirtualenv.engine.model;

import java.nio.file.Path;
import java.util.List;

/**
 * A Python interpreter of the build machine that is expected on the target too.
 *
 * @param executable absolute, without symbolic links, such as {@code /usr/bin/python3.11}
 * @param version major and minor number, such as {@code 3.11}
 * @param cacheTag what byte code files carry in their name (PEP 3147), such as {@code cpython-311}
 * @param relations what brings it, or one that is as good, to the target; none if dpkg does not
 *     know it
 */
public record Interpreter(
    Path executable, String version, String cacheTag, List<Relation> relations) {
  /** Copies the relations. */
  public Interpreter {
    relations = List.copyOf(relations);
  }

  /** Returns the directory of its modules in the {@code lib} of a virtualenv. */
  public String library() {
    return library(version, cacheTag);
  }

  /** Returns the same for an interpreter of which no more is known; PyPy names it after itself. */
  public static String library(String version, String cacheTag) {
    return (cacheTag.startsWith("pypy") ? "pypy" : "python") + version;
  }
}
