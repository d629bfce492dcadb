package org.dhvirtualenv.engine.finish;

import org.dhvirtualenv.engine.finish.ByteCompiler.Check;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.relocate.RelocatedVirtualenv;

/** Adds byte code, then makes RECORD true: the only way to a finished virtualenv. */
public final class Finisher {
  private final CommandRunner runner;

  /** Creates a finisher that runs the virtualenv's interpreter through {@code runner}. */
  public Finisher(CommandRunner runner) {
    this.runner = runner;
  }

  /** Finishes a virtualenv that dpkg will own: nobody edits its modules. */
  public FinishedVirtualenv finish(RelocatedVirtualenv relocated) {
    new ByteCompiler(runner, Check.UNCHECKED).compile(relocated.virtualenv());
    return withoutByteCode(relocated);
  }

  /** Finishes a virtualenv whose modules somebody may edit. */
  public FinishedVirtualenv finishEditable(RelocatedVirtualenv relocated) {
    new ByteCompiler(runner, Check.CHECKED).compile(relocated.virtualenv());
    return withoutByteCode(relocated);
  }

  /** Finishes a virtualenv that has no byte code, or whose interpreter does not run here. */
  public FinishedVirtualenv withoutByteCode(RelocatedVirtualenv relocated) {
    new RecordUpdater(relocated.virtualenv(), relocated.changed()).update();
    return new FinishedVirtualenv(relocated.virtualenv(), relocated.relations());
  }
}
