package org.dhvirtualenv.engine.source;

import java.nio.file.Path;

/** Decides what of a tree is copied. */
interface Selection {
  /** Is told that {@code directory} is copied to {@code copy}, before anything in it is. */
  default void enter(Path directory, Path copy) {}

  /** Returns whether the directory {@code path}, with all that is in it, is not copied. */
  boolean omitsDirectory(Path path);

  /** Returns whether {@code path}, which is no directory, is not copied. */
  boolean omitsFile(Path path);
}
