package org.dhvirtualenv.engine.phase;

/** Shows somebody who waits what is going on; called by several threads. */
public interface Progress {
  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void show(String line) {}

        @Override
        public void clear() {}
      };

  /** Shows {@code line} in the place of the line before. */
  void show(String line);

  /** Takes the line away. */
  void clear();
}
