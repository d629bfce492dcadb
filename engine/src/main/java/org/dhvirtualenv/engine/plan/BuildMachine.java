package org.dhvirtualenv.engine.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the build machine offers to a build.
 *
 * @param buildTree the directory that holds debian/, absolute
 * @param tools a private directory for tools, outside the staging root
 * @param temporary the directory for temporary files
 * @param compilerFlags CFLAGS and the like of the build
 * @param strip the strip program for the host architecture; empty if objects keep their symbols
 */
public record BuildMachine(
    Path buildTree,
    Path tools,
    Path temporary,
    Map<String, String> compilerFlags,
    Optional<String> strip) {
  /** Copies the map. */
  public BuildMachine {
    compilerFlags = Map.copyOf(compilerFlags);
  }
}
