package org.dhvirtualenv.engine;

import java.util.function.Consumer;
import org.dhvirtualenv.engine.phase.BuiltVirtualenv;
import org.dhvirtualenv.engine.phase.CompiledVirtualenv;
import org.dhvirtualenv.engine.phase.RelocatedVirtualenv;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;
import org.dhvirtualenv.engine.plan.BuildOptions;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.relocate.RecordUpdater;
import org.dhvirtualenv.engine.relocate.Relocator;
import org.dhvirtualenv.engine.venv.ByteCompiler;
import org.dhvirtualenv.engine.venv.InterpreterFinder;
import org.dhvirtualenv.engine.venv.VirtualenvBuilder;

/** Makes a virtualenv that is ready to be packaged. */
public final class Engine {
  private final CommandRunner runner;
  private final InterpreterFinder interpreters;
  private final String strip;
  private final Consumer<String> log;

  /**
   * Creates an engine.
   *
   * @param runner runs Python, pip and strip
   * @param interpreters finds the interpreter
   * @param strip name of the strip program for the host architecture
   * @param log takes lines for the build log
   */
  public Engine(
      CommandRunner runner, InterpreterFinder interpreters, String strip, Consumer<String> log) {
    this.runner = runner;
    this.interpreters = interpreters;
    this.strip = strip;
    this.log = log;
  }

  /** Creates, installs, relocates and compiles; after a failure the staging root is as before. */
  public CompiledVirtualenv build(BuildOptions options) {
    VirtualenvSpec spec = new Planner().plan(options);
    VirtualenvBuilder builder = new VirtualenvBuilder(runner, interpreters, strip);
    return builder.build(spec, this::finish);
  }

  private CompiledVirtualenv finish(BuiltVirtualenv built) {
    RelocatedVirtualenv relocated = new Relocator(log).relocate(built);
    CompiledVirtualenv compiled = new ByteCompiler(runner).compile(relocated);
    new RecordUpdater().update(compiled);
    return compiled;
  }
}
