package org.dhvirtualenv.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.create.StagedVirtualenv;
import org.dhvirtualenv.engine.create.VirtualenvCreator;
import org.dhvirtualenv.engine.fetch.Fetcher;
import org.dhvirtualenv.engine.fetch.Targets;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.install.Preparer;
import org.dhvirtualenv.engine.install.Preparer.Prepared;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.Archive;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.BuildRequest;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.EarlyTask;
import org.dhvirtualenv.engine.process.Interruption;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.vendor.StagedArchives;
import org.dhvirtualenv.engine.vendor.VendorDirectory;
import org.dhvirtualenv.engine.vendor.VendorManifest;

/** Gets the archives that builds need into the source: the work of dh_virtualenv_vendor(1). */
public final class Vendor {
  private final CommandRunner runner;
  private final InterpreterFinder interpreters;
  private final VirtualenvCreator creator;
  private final Preparer preparer;
  private final Fetcher fetcher;
  private final Findings findings;
  private final Phases phases;

  /**
   * Creates the page.
   *
   * @param runner runs Python and pip
   * @param starter starts the interpreter that reads lock files
   * @param interpreters finds interpreters
   * @param log takes lines about what is done
   * @param findings is told what the packager should look at
   * @param phases measures
   */
  public Vendor(
      CommandRunner runner,
      ProgramStarter starter,
      InterpreterFinder interpreters,
      PipLog log,
      Findings findings,
      Phases phases) {
    this.runner = runner;
    this.interpreters = interpreters;
    this.creator = new VirtualenvCreator(runner, interpreters);
    this.preparer = new Preparer(runner, starter, log, findings, phases);
    this.fetcher = new Fetcher(runner, findings, log, phases);
    this.findings = findings;
    this.phases = phases;
  }

  /**
   * Makes {@code directory} hold what {@code selections} need, or leaves it as it is.
   *
   * @param seen is told of each archive
   */
  public void write(
      VendorDirectory directory,
      List<BuildRequest> selections,
      Targets targets,
      Consumer<Archive> seen) {
    try (StagedArchives staged = StagedArchives.beside(directory)) {
      Set<String> names = new TreeSet<>();
      for (BuildRequest selection : selections) {
        names.addAll(
            fetch(
                selection,
                targets,
                archive -> {
                  if (staged.add(archive.file())) {
                    seen.accept(archive);
                  }
                }));
      }
      Interruption.check();
      staged.put(names);
    }
  }

  /**
   * Compares {@code directory}, from which {@code selections} have to take everything, with what
   * they need.
   *
   * @throws org.dhvirtualenv.engine.error.EngineException if something has changed, is missing or
   *     is not needed
   */
  public void check(VendorDirectory directory, List<BuildRequest> selections, Targets targets) {
    VendorManifest manifest = directory.manifest();
    Set<String> unused = new TreeSet<>(manifest.digests().keySet());
    for (BuildRequest selection : selections) {
      fetch(selection, targets, archive -> unused.remove(archive.fileName()));
    }
    for (String name : unused) {
      findings.add(
          Finding.error(
              name,
              "'" + directory.shown() + "/" + name + "' is not needed any more",
              "renew the directory with dh_virtualenv_vendor --update"));
    }
    findings.refuseErrors();
  }

  /** Returns the names of the interpreters for which it was. */
  private Set<String> fetch(BuildRequest selection, Targets targets, Consumer<Archive> taker) {
    BuildPlan plan = new Planner().plan(selection);
    try (StagedVirtualenv staged = StagedVirtualenv.begin(plan);
        EarlyTask<PipTool> pip = EarlyPip.of(plan, interpreters, runner)) {
      CreatedVirtualenv created = phases.time(Phase.CREATE, () -> creator.create(staged));
      Interpreter interpreter = created.virtualenv().interpreter();
      Prepared prepared = preparer.prepare(created);
      phases.time(Phase.RESOLVE, pip::result);
      List<Archive> archives =
          phases.time(
              Phase.RESOLVE, () -> fetcher.fetch(prepared, targets.others(interpreter, runner)));
      archives.forEach(taker);
      return targets.all(interpreter);
    }
  }
}
