package org.dhvirtualenv.engine.finish;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finish.ByteCompiler.Check;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.relocate.RelocatedVirtualenv;
import org.dhvirtualenv.engine.state.Manifest;

/** Adds byte code, then makes RECORD true: the only way to a finished virtualenv. */
public final class Finisher {
  private final CommandRunner runner;

  /** Creates a finisher that runs the virtualenv's interpreter through {@code runner}. */
  public Finisher(CommandRunner runner) {
    this.runner = runner;
  }

  /** Finishes what was just made: RECORD is true but for what is said to have changed. */
  public FinishedVirtualenv finish(RelocatedVirtualenv relocated) {
    new ByteCompiler(runner, Check.UNCHECKED).compile(relocated.virtualenv());
    return record(relocated, relocated.changed()::contains);
  }

  /** Finishes what somebody has worked in: any file may have changed that is not remembered. */
  public FinishedVirtualenv finishAgain(RelocatedVirtualenv relocated) {
    new ByteCompiler(runner, Check.UNCHECKED).compile(relocated.virtualenv());
    return record(relocated, file -> !relocated.manifest().untouched(file));
  }

  /** Finishes a virtualenv whose modules somebody may edit where it is installed. */
  public FinishedVirtualenv finishEditable(RelocatedVirtualenv relocated) {
    new ByteCompiler(runner, Check.CHECKED).compile(relocated.virtualenv());
    return record(relocated, relocated.changed()::contains);
  }

  /** Finishes a virtualenv that has no byte code, or whose interpreter does not run here. */
  public FinishedVirtualenv withoutByteCode(RelocatedVirtualenv relocated) {
    return record(relocated, relocated.changed()::contains);
  }

  private static FinishedVirtualenv record(RelocatedVirtualenv relocated, Predicate<Path> stale) {
    Virtualenv virtualenv = relocated.virtualenv();
    new RecordUpdater(virtualenv, stale).update();
    List<Path> known = new ArrayList<>(relocated.manifest().files());
    String byteCode = "." + virtualenv.interpreter().cacheTag() + ".pyc";
    Trees.list(virtualenv.sitePackages()).files().stream()
        .filter(file -> file.toString().endsWith(byteCode))
        .forEach(known::add);
    return new FinishedVirtualenv(
        virtualenv, relocated.relations(), Manifest.of(virtualenv.tree(), known));
  }
}
