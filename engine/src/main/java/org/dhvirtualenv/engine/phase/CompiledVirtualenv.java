package org.dhvirtualenv.engine.phase;

import java.nio.file.Path;
import java.util.Set;

/**
 * A relocated virtualenv with byte code beside every module.
 *
 * @param spec what was asked for
 * @param interpreter what its {@code bin/python3} points to
 * @param changed files that differ from what their distribution's RECORD says, removed ones too
 */
public record CompiledVirtualenv(VirtualenvSpec spec, Interpreter interpreter, Set<Path> changed) {
  /** Copies the set. */
  public CompiledVirtualenv {
    changed = Set.copyOf(changed);
  }
}
