package org.dhvirtualenv.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.create.FoundVirtualenv;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.finish.FinishedVirtualenv;
import org.dhvirtualenv.engine.finish.Finisher;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.objects.ObjectCleaner;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.relocate.RelocatedVirtualenv;
import org.dhvirtualenv.engine.relocate.Relocator;
import org.dhvirtualenv.engine.state.Manifest;

/** Makes a virtualenv that somebody else has made valid at another place. */
public final class Relocate {
  private final InterpreterFinder interpreters;
  private final ObjectCleaner objects;
  private final Relocator relocator;
  private final Finisher finisher;
  private final Findings findings;

  /**
   * Creates a relocation.
   *
   * @param runner runs Python
   * @param starter starts the interpreter that makes byte code
   * @param interpreters asks the virtualenv's interpreter what it is
   * @param reader reads objects
   * @param findings is told what the user should look at
   */
  public Relocate(
      CommandRunner runner,
      ProgramStarter starter,
      InterpreterFinder interpreters,
      ElfReader reader,
      Findings findings) {
    this.interpreters = interpreters;
    this.objects = new ObjectCleaner(runner, reader, findings);
    this.relocator = new Relocator(findings);
    this.finisher = new Finisher(starter);
    this.findings = findings;
  }

  /**
   * Makes the virtualenv {@code tree} valid at {@code place}; the directory itself stays where it
   * is. Byte code is made anew if there was any and the interpreter runs here.
   *
   * @param allowedBuildPaths globs of files that may still name the old place
   */
  public FinishedVirtualenv run(Path tree, InstallPath place, List<String> allowedBuildPaths) {
    FoundVirtualenv found =
        FoundVirtualenv.at(
            tree,
            place,
            new BuildPaths(Map.of(), Set.of(), allowedBuildPaths),
            Manifest.empty(tree),
            interpreters);
    boolean recompilable = found.runnable() && found.compiled();
    RelocatedVirtualenv relocated = relocator.relocate(objects.asIs(found));
    findings.refuseErrors();
    return recompilable ? finisher.finishEditable(relocated) : finisher.withoutByteCode(relocated);
  }
}
