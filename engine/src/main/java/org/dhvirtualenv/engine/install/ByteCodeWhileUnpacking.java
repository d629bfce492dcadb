package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.Set;
import org.dhvirtualenv.engine.bytecode.ByteCompiler;
import org.dhvirtualenv.engine.wheel.ModuleListener;

/** Compiles the modules of wheels while other members are still being read. */
public final class ByteCodeWhileUnpacking implements ModuleListener {
  private final ByteCompiler compiler;

  /** Creates a listener that passes modules to {@code compiler}. */
  public ByteCodeWhileUnpacking(ByteCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public void complete(Path module, long size) {
    compiler.add(module, size);
  }

  @Override
  public Set<Path> compiled() {
    return compiler.finish();
  }

  @Override
  public void abandon() {
    compiler.close();
  }
}
