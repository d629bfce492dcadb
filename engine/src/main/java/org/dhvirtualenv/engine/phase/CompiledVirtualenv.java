package org.dhvirtualenv.engine.phase;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.model.InstallPath;

/**
 * A relocated virtualenv with byte code beside every module.
 *
 * @param tree its directory on this machine
 * @param place where it will be on the target
 * @param interpreter what its {@code bin/python3} points to
 * @param changed files that differ from what their distribution's RECORD says, removed ones too
 * @param relations Debian packages that it needs: its interpreter's and those that stand for
 *     distributions
 */
public record CompiledVirtualenv(
    Path tree,
    InstallPath place,
    Interpreter interpreter,
    Set<Path> changed,
    List<String> relations) {
  /** Returns {@code relocated} with the byte code that its modules have by now. */
  public static CompiledVirtualenv of(RelocatedVirtualenv relocated) {
    return new CompiledVirtualenv(
        relocated.tree(),
        relocated.place(),
        relocated.interpreter(),
        relocated.changed(),
        relocated.relations());
  }

  /** Copies the collections. */
  public CompiledVirtualenv {
    changed = Set.copyOf(changed);
    relations = List.copyOf(relations);
  }
}
