package org.dhvirtualenv.engine.inventory;

import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;

/**
 * A declaration that a file loads a library at run time, without DT_NEEDED.
 *
 * @param file what declares it
 * @param names alternatives, the preferred one first, at least one; a name without {@code .so} is
 *     one for ctypes.util.find_library
 * @param priority what the {@code .note.dlopen} of an object says; a literal in Python code has
 *     none
 */
public record RunTimeLoad(TreeFile file, List<String> names, Optional<Priority> priority) {
  /** Copies the names. */
  public RunTimeLoad {
    names = List.copyOf(names);
  }
}
