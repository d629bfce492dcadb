package org.dhvirtualenv.engine.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.install.Preparer.Prepared;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.PipArguments;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.PipSettings;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.pip.PlainInstallation;
import org.dhvirtualenv.engine.pip.Request;
import org.dhvirtualenv.engine.pip.UvTool;
import org.dhvirtualenv.engine.pip.WheelSupply;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.Sources;
import org.dhvirtualenv.engine.plan.SystemSite;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.EarlyTask;
import org.dhvirtualenv.engine.process.ProgramStarter;

/**
 * Installs what the plan names, in the order that dh-virtualenv established.
 *
 * <p>pip decides which wheels these are and builds those that nobody has published; the engine
 * installs them at their final place.
 */
public final class Installer {
  private final CommandRunner runner;
  private final ProgramStarter starter;
  private final SharedWheels shared;
  private final PipLog log;
  private final Findings findings;
  private final Phases phases;

  /**
   * Creates an installer.
   *
   * @param runner runs pip and dpkg-query
   * @param starter starts the interpreter that makes byte code
   * @param shared the wheels of other virtualenvs
   * @param log takes pip's lines
   * @param findings is told what the packager should look at
   * @param phases measures
   */
  public Installer(
      CommandRunner runner,
      ProgramStarter starter,
      SharedWheels shared,
      PipLog log,
      Findings findings,
      Phases phases) {
    this.runner = runner;
    this.starter = starter;
    this.shared = shared;
    this.log = log;
    this.findings = findings;
    this.phases = phases;
  }

  /**
   * Installs everything; the source directory is only read.
   *
   * @param early ends when pip is ready to run fast
   */
  public InstalledVirtualenv install(CreatedVirtualenv created, EarlyTask<PipTool> early) {
    long start = System.nanoTime();
    BuildPlan plan = created.plan();
    Virtualenv virtualenv = created.virtualenv();
    Prepared prepared = new Preparer(runner, starter, log, findings, phases).prepare(created);
    PipSettings first = prepared.settings();
    PipTool pip =
        phases.time(
            Phase.RESOLVE, () -> new WantedPip(runner, findings, log, phases).of(plan, first));
    PipSettings settings = first.with(pip);
    WheelTree tree =
        new WheelTree(virtualenv, plan.sources().maxUnpacked(), starter, findings, phases);
    try {
      return installed(created, prepared, settings, tree, early, start);
    } catch (RuntimeException | Error e) {
      tree.close();
      throw e;
    }
  }

  private InstalledVirtualenv installed(
      CreatedVirtualenv created,
      Prepared prepared,
      PipSettings settings,
      WheelTree tree,
      EarlyTask<PipTool> early,
      long start) {
    BuildPlan plan = created.plan();
    Virtualenv virtualenv = created.virtualenv();
    SystemPackages system = prepared.system();
    List<String> scripts = add(prepared.requests(), plan, settings, tree, virtualenv, early);
    if (plan.python().systemSite() == SystemSite.AT_CREATION) {
      new SystemDistributions(runner, virtualenv).report(log.satisfied(), findings);
    }
    if (plan.python().withPip()) {
      tree.install(List.of(PipWheel.of(settings.tool())));
    } else if (plan.inPlace()) {
      tree.lend(PipWheel.of(settings.tool()));
    }
    List<Relation> relations =
        new ArrayList<>(
            plan.python().dependency().map(List::of).orElse(virtualenv.interpreter().relations()));
    relations.addAll(system.finish());
    int count = InstalledDistributions.count(virtualenv.tree());
    log.done(count - (tree.lent().isPresent() ? 1 : 0), System.nanoTime() - start);
    if (plan.python().systemSite() == SystemSite.AT_RUN_TIME || !system.isEmpty()) {
      SystemPackages.show(virtualenv.tree());
    }
    return phases.time(
        Phase.INSTALL,
        () -> new InstalledVirtualenv(created, relations, leniency(plan), tree, scripts));
  }

  /** Returns that of the plan; whoever tells pip to install no dependencies is only warned. */
  private static Leniency leniency(BuildPlan plan) {
    Sources sources = plan.sources();
    boolean skip =
        Stream.of(sources.pipArguments(), sources.preinstall())
            .map(words -> PipArguments.of(words, sources.directory()))
            .anyMatch(PipArguments::skipDependencies);
    return plan.leniency().or(new Leniency(Set.of(), skip));
  }

  /**
   * Adds what is asked for, and returns the project's scripts; pip itself installs what only it, or
   * a tool in its place, can.
   */
  private List<String> add(
      List<Request> requests,
      BuildPlan plan,
      PipSettings settings,
      WheelTree tree,
      Virtualenv virtualenv,
      EarlyTask<PipTool> early) {
    boolean always = PipArguments.of(settings.arguments(), settings.source()).needPip();
    Optional<Path> tool = plan.sources().pip().tool().map(virtualenv.executables()::resolve);
    if (always || tool.isPresent()) {
      log.say("pip installs by itself, because its arguments or --pip-tool ask for it");
    }
    Optional<Function<Request, List<WheelFile>>> supply = Optional.empty();
    Optional<PlainInstallation> plain = Optional.empty();
    ProjectScripts scripts = new ProjectScripts(virtualenv);
    List<String> own = List.of();
    List<WheelSupply> begun = new ArrayList<>();
    List<Request> ours = tool.isPresent() ? List.of() : requests;
    try {
      for (Request request : requests) {
        if (always || (tool.isPresent() && !(request instanceof Request.Preinstalled))) {
          plain = plain.or(() -> Optional.of(plain(settings, tool)));
          PlainInstallation installation = plain.orElseThrow();
          tree.settle();
          phases.run(Phase.INSTALL, () -> installation.add(request));
          if (request instanceof Request.Project project) {
            own = scripts.installedFrom(project.directory());
          }
        } else {
          supply =
              supply.or(
                  () ->
                      Optional.of(
                          shared.of(
                              plan, () -> supply(plan, settings, ours, tree, begun, early), log)));
          Function<Request, List<WheelFile>> wanted = supply.orElseThrow();
          List<WheelFile> wheels = phases.time(Phase.RESOLVE, () -> wanted.apply(request));
          tree.install(wheels);
          if (request instanceof Request.Project) {
            own = scripts.in(tree.rows(wheels.get(wheels.size() - 1)));
          }
        }
      }
      return own;
    } finally {
      begun.forEach(WheelSupply::close);
    }
  }

  /**
   * Returns a supply for {@code requests}, which asks pip for its configuration first, and puts it
   * into {@code begun}, whose members the caller closes. What is in {@code tree} profits from pip's
   * cache.
   */
  private Function<Request, List<WheelFile>> supply(
      BuildPlan plan,
      PipSettings settings,
      List<Request> requests,
      WheelTree tree,
      List<WheelSupply> begun,
      EarlyTask<PipTool> early) {
    WheelSupply supply =
        phases.time(
            Phase.RESOLVE,
            () -> new WheelSupply(settings, uv(plan), runner, findings, log, phases));
    phases.time(Phase.RESOLVE, early::result);
    begun.add(supply);
    supply.cache().ifPresent(tree::keepByteCode);
    supply.begin(requests);
    return supply::add;
  }

  /** Returns the uv that decides in the place of pip; it does not see what the machine has. */
  private Optional<UvTool> uv(BuildPlan plan) {
    Optional<List<Path>> wanted = plan.sources().pip().uv();
    if (wanted.isPresent() && plan.python().systemSite() == SystemSite.AT_CREATION) {
      log.say("pip decides, because --use-system-packages lets it use what this machine has");
      return Optional.empty();
    }
    return wanted.map(places -> UvTool.in(plan.machine().tools(), places));
  }

  private PlainInstallation plain(PipSettings settings, Optional<Path> tool) {
    tool.filter(file -> !Files.isRegularFile(file))
        .ifPresent(
            file -> {
              throw new EngineException(
                  ExitCode.PACKAGING,
                  "the virtualenv has no program '" + file.getFileName() + "'",
                  "install the distribution that has it with --preinstall, or drop --pip-tool");
            });
    return new PlainInstallation(settings, tool, runner, findings, log);
  }
}
