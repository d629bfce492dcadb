package org.dhvirtualenv.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.dpkg.Alternatives;
import org.dhvirtualenv.engine.dpkg.ContentsIndex;
import org.dhvirtualenv.engine.dpkg.FileLists;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.knowledge.Knowledge;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.smoke.Examiner;
import org.dhvirtualenv.engine.smoke.PrivateRoot;
import org.dhvirtualenv.engine.smoke.Sandbox;
import org.dhvirtualenv.engine.smoke.SupplyFinder;
import org.dhvirtualenv.engine.smoke.Surroundings;
import org.dhvirtualenv.engine.smoke.Trial;
import org.dhvirtualenv.engine.smoke.Trials;
import org.dhvirtualenv.engine.state.States;

/** Goes from a staged package and what it depends on to the proof that the two are enough. */
public final class Smoke {
  private final CommandRunner runner;
  private final Path database;
  private final Knowledge knowledge;
  private final Findings findings;

  /**
   * What is asked for.
   *
   * @param name the binary package
   * @param root its staging root
   * @param virtualenvs where its virtualenvs will be on the target
   * @param dependencies the installed packages that its relations bring, and essential ones
   * @param siblings staging roots of other packages of the source that they bring
   * @param uninstalled relations for which nothing is installed
   * @param states what is known of the virtualenvs
   * @param wishes what is tried
   * @param seconds the longest that a trial may take
   * @param required whether it is an error that there can be no private root
   * @param scratch a directory to work in
   */
  public record Request(
      PackageName name,
      StagingRoot root,
      List<InstallPath> virtualenvs,
      List<InstalledPackage> dependencies,
      List<Path> siblings,
      List<String> uninstalled,
      States states,
      Trials.Wishes wishes,
      long seconds,
      boolean required,
      Path scratch) {
    /** Copies the lists. */
    public Request {
      virtualenvs = List.copyOf(virtualenvs);
      dependencies = List.copyOf(dependencies);
      siblings = List.copyOf(siblings);
      uninstalled = List.copyOf(uninstalled);
    }
  }

  /**
   * Creates the command.
   *
   * @param runner runs Python, strace and apt-file
   * @param database dpkg's, /var/lib/dpkg
   * @param knowledge which packages have what
   * @param findings is told what fails
   */
  public Smoke(CommandRunner runner, Path database, Knowledge knowledge, Findings findings) {
    this.runner = runner;
    this.database = database;
    this.knowledge = knowledge;
    this.findings = findings;
  }

  /**
   * Runs all trials, or fails with those that have failed.
   *
   * @return how many have been run; none if there can be no private root
   */
  public int run(Request request) {
    List<Trial> trials =
        new Trials(request.root(), request.virtualenvs(), request.states(), findings)
            .of(request.wishes());
    if (trials.isEmpty()) {
      return 0;
    }
    request
        .uninstalled()
        .forEach(
            relation ->
                findings.add(
                    Finding.warning(
                        relation,
                        request.name()
                            + " is tried without '"
                            + relation
                            + "', which it depends"
                            + " on and which is not installed here",
                        "add it to Build-Depends in debian/control if the trials need it")));

    // where: the package, and the packages that come with it
    FileLists lists = FileLists.read(database.resolve("info"));
    Surroundings surroundings =
        new Surroundings(lists, new Alternatives(database.resolve("alternatives")));
    PrivateRoot root = new PrivateRoot();
    surroundings.into(root, request.dependencies());
    request.virtualenvs().stream()
        .map(place -> Surroundings.interpreter(request.root(), place))
        .forEach(python -> surroundings.addInterpreter(root, python));
    request.siblings().forEach(root::lay);
    root.lay(request.root().path());

    // tried
    Examiner examiner =
        new Examiner(
            request.name(),
            new SupplyFinder(lists, knowledge, new ContentsIndex(runner), root),
            request.uninstalled(),
            findings);
    try {
      new Sandbox(runner, request.scratch())
          .run(root, trials, searchPath(request.virtualenvs()), request.seconds())
          .forEach(examiner::examine);
    } catch (Sandbox.Unavailable e) {
      unavailable(request, e);
      return 0;
    }
    findings.refuseErrors();
    return trials.size();
  }

  private void unavailable(Request request, Sandbox.Unavailable reason) {
    String what =
        request.name()
            + " is not tried: there can be no private root here ("
            + reason.getMessage()
            + ")";
    if (request.required()) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          what,
          "build as root, or outside of a chroot where users may have namespaces; or drop"
              + " --smoke-required",
          reason);
    }
    findings.add(
        Finding.warning(
            request.name().value(),
            what,
            "in a chroot only root can have one; --smoke-required makes that an error"));
  }

  private static String searchPath(List<InstallPath> virtualenvs) {
    return virtualenvs.stream()
        .map(place -> place.resolve("bin") + ":")
        .collect(Collectors.joining("", "", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"));
  }
}
