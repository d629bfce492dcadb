package org.dhvirtualenv.engine;

import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.dpkg.ControlFiles;
import org.dhvirtualenv.engine.dpkg.InstalledLibraries;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.InventoryReader;
import org.dhvirtualenv.engine.loader.Host;
import org.dhvirtualenv.engine.loader.Loader;
import org.dhvirtualenv.engine.loader.Needs;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.Counted;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.python.ExternalTable;
import org.dhvirtualenv.engine.relation.Dependencies;
import org.dhvirtualenv.engine.relation.Policy;
import org.dhvirtualenv.engine.relation.RelationComputer;
import org.dhvirtualenv.engine.report.DependencyResult;
import org.dhvirtualenv.engine.report.Explanation;

/** Goes from finished virtualenvs to the dependencies of their machine code. */
public final class Shlibdeps {
  private static final String EXPLANATION = "dh_virtualenv_shlibdeps.json";

  private final ElfReader reader;
  private final Host host;
  private final ControlFiles control;
  private final CommandRunner runner;
  private final Findings findings;
  private final Phases phases;

  /**
   * What is asked for.
   *
   * @param name the binary package
   * @param root its staging root
   * @param virtualenvs where its virtualenvs will be on the target
   * @param source the directory that holds debian/
   * @param policy what the packager wants of the relations
   * @param result the result file; the explanation is written beside it
   */
  public record Request(
      PackageName name,
      StagingRoot root,
      List<InstallPath> virtualenvs,
      Path source,
      Policy policy,
      Path result) {
    /** Copies the list. */
    public Request {
      virtualenvs = List.copyOf(virtualenvs);
    }
  }

  /**
   * Creates the command.
   *
   * @param reader reads objects
   * @param host the machine that the package is built for
   * @param control dpkg's symbols and shlibs files
   * @param runner runs dpkg-query, apt-file, apt-cache and Python
   * @param findings is told everything that is wrong
   * @param phases measures
   */
  public Shlibdeps(
      ElfReader reader,
      Host host,
      ControlFiles control,
      CommandRunner runner,
      Findings findings,
      Phases phases) {
    this.reader = reader;
    this.host = host;
    this.control = control;
    this.runner = runner;
    this.findings = findings;
    this.phases = phases;
  }

  /** Returns the dependencies and writes them to the result file, or fails with all errors. */
  public Dependencies run(Request request) {
    // facts: every file is read once, and nothing is judged
    Inventory tree = phases.time(Phase.SCAN, () -> inventory(request));
    phases.count(Phase.SCAN, Counted.DISTRIBUTIONS, tree.distributions().size());
    phases.count(Phase.SCAN, Counted.OBJECTS, tree.objects().size());

    Dependencies dependencies = phases.time(Phase.RELATE, () -> dependencies(request, tree));
    findings.refuseErrors();

    // format
    new Explanation(dependencies).write(request.result().resolveSibling(EXPLANATION));
    DependencyResult.write(request.result(), request.name(), dependencies);
    return dependencies;
  }

  private Inventory inventory(Request request) {
    return new InventoryReader(reader)
        .read(request.root(), request.virtualenvs())
        .with(new ExternalTable(runner).of(request.source()));
  }

  private Dependencies dependencies(Request request, Inventory tree) {
    // needs: the loader's answers; dpkg looks up the likely ones meanwhile
    InstalledLibraries dpkg =
        new InstalledLibraries(runner, control, request.root().path(), request.source());
    Loader loader = new Loader(host, tree, dpkg.buildTrees());
    dpkg.expect(loader.likely());
    Needs needs = loader.needs();
    dpkg.learn(needs.systemLibraries());
    phases.count(Phase.RELATE, Counted.LIBRARIES, needs.systemLibraries().size());

    // findings: relations, and what is wrong
    return new RelationComputer(request.policy(), dpkg, findings).compute(tree, needs);
  }
}
