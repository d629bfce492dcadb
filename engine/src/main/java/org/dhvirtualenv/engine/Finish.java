package org.dhvirtualenv.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.consistency.RequirementChecker;
import org.dhvirtualenv.engine.create.FoundVirtualenv;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.finish.FinishedVirtualenv;
import org.dhvirtualenv.engine.finish.Finisher;
import org.dhvirtualenv.engine.install.Loans;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.objects.CleanedVirtualenv;
import org.dhvirtualenv.engine.objects.ObjectCleaner;
import org.dhvirtualenv.engine.phase.Counted;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.plan.BuildMachine;
import org.dhvirtualenv.engine.plan.FinishRequest;
import org.dhvirtualenv.engine.plan.Target;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.relocate.RelocatedVirtualenv;
import org.dhvirtualenv.engine.relocate.Relocator;
import org.dhvirtualenv.engine.state.States;
import org.dhvirtualenv.engine.state.VirtualenvState;
import org.dhvirtualenv.engine.state.VirtualenvState.Origin;

/**
 * Makes a virtualenv valid at its place after debian/rules has worked in it: the work of
 * dh_virtualenv_finish(1).
 */
public final class Finish {
  private final InterpreterFinder interpreters;
  private final Loans loans = new Loans();
  private final RequirementChecker requirements;
  private final ObjectCleaner objects;
  private final Relocator relocator;
  private final Finisher finisher;
  private final States states;
  private final Findings findings;
  private final Phases phases;

  /**
   * Creates a finish.
   *
   * @param runner runs Python, strip and chrpath
   * @param starter starts the interpreter that makes byte code
   * @param interpreters asks the virtualenv's interpreter what it is
   * @param reader reads objects
   * @param states knows what dh_virtualenv has made
   * @param findings is told what the packager should look at
   * @param phases measures
   */
  public Finish(
      CommandRunner runner,
      ProgramStarter starter,
      InterpreterFinder interpreters,
      ElfReader reader,
      States states,
      Findings findings,
      Phases phases) {
    this.interpreters = interpreters;
    this.requirements = new RequirementChecker(runner, findings);
    this.objects = new ObjectCleaner(runner, reader, findings);
    this.relocator = new Relocator(findings);
    this.finisher = new Finisher(starter);
    this.states = states;
    this.findings = findings;
    this.phases = phases;
  }

  /** Finishes the virtualenv that {@code request} names. */
  public FinishedVirtualenv run(FinishRequest request) {
    Target target = request.target();
    Optional<VirtualenvState> known = states.take(target.place());
    FoundVirtualenv found =
        phases.time(
            Phase.SCAN,
            () ->
                FoundVirtualenv.at(
                    target.staged(),
                    target.place(),
                    paths(request, known),
                    states.manifest(target.place(), target.staged()),
                    interpreters));
    known.ifPresent(state -> loans.end(found, state));
    Leniency leniency = phases.time(Phase.CHECK, () -> check(found, request, known));
    CleanedVirtualenv cleaned =
        phases.time(
            Phase.SCAN,
            () -> objects.clean(found, target.architectureAll(), request.machine().strip()));
    RelocatedVirtualenv relocated = phases.time(Phase.RELOCATE, () -> relocator.relocate(cleaned));
    phases.count(Phase.RELOCATE, Counted.FILES, relocated.changed().size());
    findings.refuseErrors();
    FinishedVirtualenv finished =
        phases.time(
            Phase.COMPILE,
            () ->
                found.runnable()
                    ? finisher.finishAgain(relocated)
                    : finisher.withoutByteCode(relocated));
    phases.count(Phase.COMPILE, Counted.MODULES, finished.compiled());
    states.put(finished(request, leniency, known), finished.manifest());
    return finished;
  }

  /** Checks requirements again, since debian/rules may have installed something. */
  private Leniency check(
      FoundVirtualenv found, FinishRequest request, Optional<VirtualenvState> known) {
    Leniency leniency =
        request.leniency().or(known.map(VirtualenvState::leniency).orElse(Leniency.NONE));
    return found.runnable()
        ? requirements.check(found.virtualenv(), request.machine().tools(), leniency)
        : leniency;
  }

  private static BuildPaths paths(FinishRequest request, Optional<VirtualenvState> known) {
    BuildMachine machine = request.machine();
    Path staging = request.target().staging().path();
    List<String> allowed = new ArrayList<>(request.allowedBuildPaths());
    known.ifPresent(state -> allowed.addAll(state.allowedBuildPaths()));
    return new BuildPaths(
        Map.of(staging, Path.of("/")), BuildPaths.telling(staging, machine.buildTree()), allowed);
  }

  private static List<Origin> kept(VirtualenvState state) {
    return state.distributions().stream()
        .filter(origin -> state.lent().filter(origin.name()::equals).isEmpty())
        .toList();
  }

  private static VirtualenvState finished(
      FinishRequest request, Leniency leniency, Optional<VirtualenvState> known) {
    return new VirtualenvState(
        request.target().place(),
        true,
        Optional.empty(),
        known.map(VirtualenvState::allowedBuildPaths).orElse(List.of()),
        leniency,
        known.map(Finish::kept).orElse(List.of()));
  }
}
