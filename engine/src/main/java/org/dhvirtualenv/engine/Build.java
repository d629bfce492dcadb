package org.dhvirtualenv.engine;

import java.util.Optional;
import org.dhvirtualenv.engine.consistency.RequirementChecker;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.create.StagedVirtualenv;
import org.dhvirtualenv.engine.create.VirtualenvCreator;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.finish.FinishedVirtualenv;
import org.dhvirtualenv.engine.finish.Finisher;
import org.dhvirtualenv.engine.install.InstalledVirtualenv;
import org.dhvirtualenv.engine.install.Installer;
import org.dhvirtualenv.engine.install.SharedWheels;
import org.dhvirtualenv.engine.link.ScriptLinks;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.objects.CleanedVirtualenv;
import org.dhvirtualenv.engine.objects.ObjectCleaner;
import org.dhvirtualenv.engine.phase.Counted;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.BuildRequest;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.EarlyTask;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.relocate.RelocatedVirtualenv;
import org.dhvirtualenv.engine.relocate.Relocator;
import org.dhvirtualenv.engine.state.States;
import org.dhvirtualenv.engine.state.VirtualenvState;
import org.dhvirtualenv.engine.state.VirtualenvState.Origin;

/** Makes the virtualenv of a binary package: the work of dh_virtualenv(1). */
public final class Build {
  private final CommandRunner runner;
  private final InterpreterFinder interpreters;
  private final VirtualenvCreator creator;
  private final Installer installer;
  private final RequirementChecker requirements;
  private final ObjectCleaner objects;
  private final Relocator relocator;
  private final Finisher finisher;
  private final SharedWheels wheels;
  private final States states;
  private final Findings findings;
  private final Phases phases;

  /**
   * Creates a build.
   *
   * @param runner runs Python, pip, strip and chrpath
   * @param starter starts the interpreter that makes byte code
   * @param interpreters finds the interpreter
   * @param reader reads objects
   * @param wheels what virtualenvs of this run were made of
   * @param states remembers what was made
   * @param log takes pip's lines
   * @param findings is told what the packager should look at
   * @param phases measures
   */
  public Build(
      CommandRunner runner,
      ProgramStarter starter,
      InterpreterFinder interpreters,
      ElfReader reader,
      SharedWheels wheels,
      States states,
      PipLog log,
      Findings findings,
      Phases phases) {
    this.runner = runner;
    this.interpreters = interpreters;
    this.creator = new VirtualenvCreator(runner, interpreters);
    this.installer = new Installer(runner, starter, wheels, log, findings, phases);
    this.requirements = new RequirementChecker(runner, findings);
    this.objects = new ObjectCleaner(runner, reader, findings);
    this.relocator = new Relocator(findings);
    this.finisher = new Finisher(starter);
    this.wheels = wheels;
    this.states = states;
    this.findings = findings;
    this.phases = phases;
  }

  /** Makes what {@code request} asks for. After a failure the staging root is as it was before. */
  public FinishedVirtualenv run(BuildRequest request) {
    BuildPlan plan = new Planner().plan(request);
    Optional<VirtualenvState> earlier =
        states.take(plan.target().place()).filter(state -> plan.extend());
    try (StagedVirtualenv staged = StagedVirtualenv.begin(plan);
        EarlyTask<PipTool> pip = EarlyPip.of(plan, interpreters, runner)) {
      CreatedVirtualenv created = phases.time(Phase.CREATE, () -> creator.create(staged));
      try (InstalledVirtualenv installed = installer.install(created, pip)) {
        return staged.keep(finish(installed, earlier, staged));
      }
    }
  }

  private FinishedVirtualenv finish(
      InstalledVirtualenv installed, Optional<VirtualenvState> earlier, StagedVirtualenv staged) {
    BuildPlan plan = installed.plan();
    Leniency leniency =
        phases.time(
            Phase.CHECK,
            () ->
                requirements.check(
                    installed.virtualenv(), plan.machine().tools(), leniency(installed, earlier)));
    ScriptLinks links = ScriptLinks.of(installed, findings);
    CleanedVirtualenv cleaned = phases.time(Phase.SCAN, () -> objects.clean(installed));
    RelocatedVirtualenv relocated =
        plan.inPlace()
            ? relocator.stay(cleaned)
            : phases.time(Phase.RELOCATE, () -> relocator.relocate(cleaned));
    findings.refuseErrors();
    RelocatedVirtualenv complete = relocated.knowing(installed.withByteCode());
    FinishedVirtualenv finished = phases.time(Phase.COMPILE, () -> finisher.finish(complete));
    phases.count(Phase.COMPILE, Counted.MODULES, finished.compiled());
    links.make();
    VirtualenvState made = state(plan, installed, leniency);
    earlier.ifPresentOrElse(
        before -> states.add(before, made, finished.manifest()),
        () -> states.put(made, finished.manifest()));
    boolean needless = cleaned.bare() && !plan.inPlace() && needless(finished, plan);
    wheels.hold(staged.handOver());
    return needless ? finished.needingNothing() : finished;
  }

  private boolean needless(FinishedVirtualenv finished, BuildPlan plan) {
    return phases.time(
        Phase.SCAN,
        () -> SystemNeeds.none(finished.virtualenv().tree(), plan.machine().buildTree()));
  }

  /** Returns which requirements need not be met; what an earlier call has excused stays so. */
  private static Leniency leniency(
      InstalledVirtualenv installed, Optional<VirtualenvState> earlier) {
    return installed.leniency().or(earlier.map(VirtualenvState::leniency).orElse(Leniency.NONE));
  }

  private static VirtualenvState state(
      BuildPlan plan, InstalledVirtualenv installed, Leniency leniency) {
    return new VirtualenvState(
        plan.target().place(),
        !plan.inPlace(),
        installed.lent(),
        plan.allowedBuildPaths(),
        leniency,
        installed.wheels().stream().map(Origin::of).toList());
  }
}
