package org.dhvirtualenv.engine.process;

/** Starts programs that are talked to while they run; the seam at which a test puts a fake. */
@FunctionalInterface
public interface ProgramStarter {
  /**
   * Starts {@code command} and returns at once.
   *
   * @throws org.dhvirtualenv.engine.error.EngineException if there is no such program
   */
  RunningProgram start(Command command);
}
