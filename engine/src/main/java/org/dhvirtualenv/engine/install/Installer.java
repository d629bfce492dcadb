package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.files.TreeSnapshot;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.plan.Sources;
import org.dhvirtualenv.engine.plan.SystemSite;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.state.Manifest;

/** Installs what the plan names: with pip, in the order that dh-virtualenv established. */
public final class Installer {
  private final CommandRunner runner;

  /** Creates an installer that runs pip and dpkg-query through {@code runner}. */
  public Installer(CommandRunner runner) {
    this.runner = runner;
  }

  /** Installs everything; the source directory is left as it was found. */
  public InstalledVirtualenv install(CreatedVirtualenv created) {
    Sources sources = created.plan().sources();
    PipTool pip = PipTool.in(created.plan().machine().tools(), PipTool.WHEELS);
    SystemPackages system =
        new SystemPackages(runner, created.virtualenv(), created.plan().python().systemPackages());
    PipInstaller installer =
        new PipInstaller(runner, pip, created, system.constraints(created.temporary()));
    Path source = sources.directory();
    TreeSnapshot before =
        TreeSnapshot.of(source, Set.of(source.resolve("debian"), source.resolve(".git")));
    try {
      calls(sources).forEach(installer::install);
      EditableInstalls.replace(created.virtualenv().tree(), installer);
      if (created.plan().python().withPip()) {
        installer.installPip();
      }
    } finally {
      before.removeAdditions();
    }
    List<Relation> relations = new ArrayList<>();
    created
        .virtualenv()
        .interpreter()
        .debianPackage()
        .ifPresent(name -> relations.add(Relation.to(new PackageName(name))));
    relations.addAll(system.finish());
    if (created.plan().python().systemSite() == SystemSite.AT_RUN_TIME || !system.isEmpty()) {
      SystemPackages.show(created.virtualenv().tree());
    }
    return new InstalledVirtualenv(
        created, relations, List.of(), Manifest.empty(created.virtualenv().tree()));
  }

  private static List<PipInstall> calls(Sources sources) {
    List<PipInstall> calls = new ArrayList<>();
    if (!sources.preinstall().isEmpty()) {
      calls.add(new PipInstall("the preinstalled requirements", sources.preinstall()));
    }
    sources
        .requirements()
        .ifPresent(
            file ->
                calls.add(
                    new PipInstall(
                        "the requirements of " + file.getFileName(),
                        List.of("-r", file.toString()))));
    if (sources.project()) {
      String extras =
          sources.extras().isEmpty()
              ? ""
              : "["
                  + String.join(",", sources.extras().stream().map(Object::toString).toList())
                  + "]";
      calls.add(new PipInstall("the project", List.of(sources.directory() + extras), true));
    }
    return calls;
  }
}
