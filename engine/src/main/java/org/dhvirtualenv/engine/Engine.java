package org.dhvirtualenv.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.phase.CompiledVirtualenv;
import org.dhvirtualenv.engine.phase.RelocatedVirtualenv;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;
import org.dhvirtualenv.engine.plan.BuildOptions;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.relocate.RecordUpdater;
import org.dhvirtualenv.engine.relocate.Relocator;
import org.dhvirtualenv.engine.venv.ByteCompiler;
import org.dhvirtualenv.engine.venv.ByteCompiler.Check;
import org.dhvirtualenv.engine.venv.ExistingVirtualenv;
import org.dhvirtualenv.engine.venv.InterpreterFinder;
import org.dhvirtualenv.engine.venv.VirtualenvBuilder;

/** Makes virtualenvs that are ready to be packaged. */
public final class Engine {
  private final CommandRunner runner;
  private final InterpreterFinder interpreters;
  private final ElfReader reader;
  private final String strip;
  private final Consumer<String> log;

  /**
   * Creates an engine.
   *
   * @param runner runs Python, pip, strip and chrpath
   * @param interpreters finds the interpreter
   * @param reader reads objects
   * @param strip name of the strip program for the host architecture
   * @param log takes lines for the build log
   */
  public Engine(
      CommandRunner runner,
      InterpreterFinder interpreters,
      ElfReader reader,
      String strip,
      Consumer<String> log) {
    this.runner = runner;
    this.interpreters = interpreters;
    this.reader = reader;
    this.strip = strip;
    this.log = log;
  }

  /** Creates, installs, relocates and compiles; after a failure the staging root is as before. */
  public CompiledVirtualenv build(BuildOptions options) {
    VirtualenvSpec spec = new Planner().plan(options);
    VirtualenvBuilder builder =
        new VirtualenvBuilder(
            runner, interpreters, reader, strip, text -> log.accept("warning: " + text));
    return builder.build(
        spec, built -> finish(new Relocator(log).relocate(built), Check.UNCHECKED));
  }

  /**
   * Makes the existing virtualenv {@code tree} valid at {@code place}; the directory itself stays
   * where it is. Byte code is made anew if there was any and the interpreter runs here.
   *
   * @param allowedBuildPaths globs of files that may still name the old place
   */
  public CompiledVirtualenv relocate(Path tree, InstallPath place, List<String> allowedBuildPaths) {
    ExistingVirtualenv existing = new ExistingVirtualenv(tree, interpreters);
    boolean compile = existing.compiled() && existing.runnable();
    RelocatedVirtualenv relocated =
        new Relocator(log).relocate(existing.at(place, allowedBuildPaths));
    if (compile) {
      return finish(relocated, Check.CHECKED);
    }
    CompiledVirtualenv plain = CompiledVirtualenv.of(relocated);
    new RecordUpdater().update(plain);
    return plain;
  }

  private CompiledVirtualenv finish(RelocatedVirtualenv relocated, Check check) {
    CompiledVirtualenv compiled = new ByteCompiler(runner, check).compile(relocated);
    new RecordUpdater().update(compiled);
    return compiled;
  }
}
