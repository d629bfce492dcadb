package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.Set;

/** Takes modules as soon as they are complete, to make byte code of them while others are read. */
public interface ModuleListener {
  /** Makes no byte code. */
  ModuleListener NONE =
      new ModuleListener() {
        @Override
        public boolean compiling() {
          return false;
        }

        @Override
        public void complete(Path module, long size) {}

        @Override
        public Set<Path> compiled() {
          return Set.of();
        }

        @Override
        public void abandon() {}
      };

  /** Returns whether byte code will be made, in which case that of wheels is left out. */
  default boolean compiling() {
    return true;
  }

  /**
   * Takes a module that will not change any more; called by several threads.
   *
   * @param size in bytes
   */
  void complete(Path module, long size);

  /**
   * Is told that file number {@code done} of {@code all} is complete; called by several threads.
   */
  default void written(int done, int all) {}

  /**
   * Waits for the byte code of all modules taken and returns which of them have some; at once and
   * nothing if it is left to whoever finishes the virtualenv.
   */
  Set<Path> compiled();

  /** Waits until nobody reads a module that was taken, because some are about to give way. */
  default void settle() {}

  /** Stops making byte code; when this returns, none is written any more. */
  void abandon();
}
