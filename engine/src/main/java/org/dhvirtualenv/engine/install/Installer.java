package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.files.TreeSnapshot;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.PipSettings;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.pip.Request;
import org.dhvirtualenv.engine.pip.WheelSupply;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.Sources;
import org.dhvirtualenv.engine.plan.SystemSite;
import org.dhvirtualenv.engine.process.CommandRunner;
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
  private final PipLog log;
  private final Findings findings;

  /**
   * Creates an installer.
   *
   * @param runner runs pip and dpkg-query
   * @param starter starts the interpreter that makes byte code
   * @param log takes pip's lines
   * @param findings is told what the packager should look at
   */
  public Installer(CommandRunner runner, ProgramStarter starter, PipLog log, Findings findings) {
    this.runner = runner;
    this.starter = starter;
    this.log = log;
    this.findings = findings;
  }

  /** Installs everything; the source directory is left as it was found. */
  public InstalledVirtualenv install(CreatedVirtualenv created) {
    BuildPlan plan = created.plan();
    Virtualenv virtualenv = created.virtualenv();
    Sources sources = plan.sources();
    PipTool pip = PipTool.in(plan.machine().tools(), PipTool.WHEELS);
    SystemPackages system = new SystemPackages(runner, virtualenv, plan.python().systemPackages());
    WheelSupply supply = new WheelSupply(settings(created, pip, system), runner, findings, log);
    WheelTree tree = new WheelTree(virtualenv, starter, findings);
    Path source = sources.directory();
    TreeSnapshot before =
        TreeSnapshot.of(source, Set.of(source.resolve("debian"), source.resolve(".git")));
    try {
      for (Request request : requests(sources)) {
        tree.install(supply.add(request));
      }
    } finally {
      before.removeAdditions();
    }
    if (plan.python().withPip()) {
      tree.install(List.of(PipWheel.of(pip)));
    } else if (plan.inPlace()) {
      tree.lend(PipWheel.of(pip));
    }
    List<Relation> relations = new ArrayList<>();
    virtualenv
        .interpreter()
        .debianPackage()
        .ifPresent(name -> relations.add(Relation.to(new PackageName(name))));
    relations.addAll(system.finish());
    if (plan.python().systemSite() == SystemSite.AT_RUN_TIME || !system.isEmpty()) {
      SystemPackages.show(virtualenv.tree());
    }
    return new InstalledVirtualenv(created, relations, tree);
  }

  private static PipSettings settings(
      CreatedVirtualenv created, PipTool pip, SystemPackages system) {
    BuildPlan plan = created.plan();
    Sources sources = plan.sources();
    return new PipSettings(
        created.virtualenv().executables().resolve("python3"),
        pip,
        sources.directory(),
        sources.directory(),
        created.temporary(),
        sources.pipArguments(),
        sources.index().environment(),
        plan.machine().compilerFlags(),
        system.constraints());
  }

  private static List<Request> requests(Sources sources) {
    List<Request> requests = new ArrayList<>();
    if (!sources.preinstall().isEmpty()) {
      requests.add(new Request.Preinstalled(sources.preinstall()));
    }
    sources.requirements().ifPresent(file -> requests.add(new Request.Requirements(file)));
    if (sources.project()) {
      requests.add(new Request.Project(sources.directory(), sources.extras()));
    }
    return requests;
  }
}
