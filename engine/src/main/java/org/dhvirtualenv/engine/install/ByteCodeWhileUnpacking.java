package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.Set;
import org.dhvirtualenv.engine.bytecode.ByteCompiler;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.wheel.ModuleListener;

/**
 * Compiles the modules of wheels while other members are still being read, and goes on with it when
 * all are: whoever has the compiler waits for the byte code.
 */
public final class ByteCodeWhileUnpacking implements ModuleListener {
  /** How often somebody who watches is told how many files are there. */
  private static final int STEP = 100;

  private final ByteCompiler compiler;
  private final Phases phases;

  /**
   * Creates a listener.
   *
   * @param compiler takes the modules
   * @param phases is told how many files are there
   */
  public ByteCodeWhileUnpacking(ByteCompiler compiler, Phases phases) {
    this.compiler = compiler;
    this.phases = phases;
  }

  @Override
  public void complete(Path module, long size) {
    compiler.add(module, size);
  }

  @Override
  public void written(int done, int all) {
    if (done % STEP == 0) {
      phases.step(done + " of " + all + " files");
    }
  }

  @Override
  public Set<Path> compiled() {
    return Set.of();
  }

  @Override
  public void settle() {
    compiler.settle();
  }

  @Override
  public void abandon() {
    compiler.close();
  }
}
