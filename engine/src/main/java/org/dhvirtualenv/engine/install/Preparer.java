package org.dhvirtualenv.engine.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.lock.LockTranslator;
import org.dhvirtualenv.engine.lock.LockedRequirements;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.PipSettings;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.pip.Request;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.PipChoice;
import org.dhvirtualenv.engine.plan.Sources;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.source.SourceCopier;
import org.dhvirtualenv.engine.source.SourceCopy;
import org.dhvirtualenv.engine.source.SourceTree;
import org.dhvirtualenv.engine.vendor.VendorDirectory;

/** Makes everything ready for pip: lock file, private copy of the source, settings, requests. */
public final class Preparer {
  private final CommandRunner runner;
  private final ProgramStarter starter;
  private final PipLog log;
  private final Findings findings;
  private final Phases phases;

  /**
   * Creates a preparer.
   *
   * @param runner runs dpkg-query and git
   * @param starter starts the interpreter that reads lock files
   * @param log takes lines about what is done
   * @param findings is told what the packager should look at
   * @param phases measures
   */
  public Preparer(
      CommandRunner runner, ProgramStarter starter, PipLog log, Findings findings, Phases phases) {
    this.runner = runner;
    this.starter = starter;
    this.log = log;
    this.findings = findings;
    this.phases = phases;
  }

  /**
   * Returns what pip is to be asked for, for the interpreter of {@code created}; once only, since
   * the source is copied.
   */
  public Prepared prepare(CreatedVirtualenv created) {
    BuildPlan plan = created.plan();
    SystemPackages system =
        new SystemPackages(runner, created.virtualenv(), plan.python().systemPackages());
    LockTranslator locks = new LockTranslator(starter, log, findings);
    Optional<LockedRequirements> lock =
        phases.time(Phase.RESOLVE, () -> locks.translate(plan, created.virtualenv()));
    SourceCopy copy = phases.time(Phase.BUILD, () -> copy(created, lock));
    PipTool pip =
        phases.time(Phase.RESOLVE, () -> PipTool.in(plan.machine().tools(), PipTool.WHEELS));
    return new Prepared(
        created,
        system,
        settings(created, pip, copy, system, lock),
        requests(created, copy, lock),
        variables ->
            requests(created, copy, locks.translate(plan, created.virtualenv(), variables)));
  }

  /** Copies the source, so that whatever builds there leaves the original alone. */
  private SourceCopy copy(CreatedVirtualenv created, Optional<LockedRequirements> lock) {
    BuildPlan plan = created.plan();
    Path home = created.copies();
    try {
      Files.createDirectory(home);
    } catch (IOException e) {
      throw FileFailure.of(home, e);
    }
    SourceTree tree =
        new SourceTree(
            plan.sources().directory(),
            plan.machine().buildTree(),
            excluded(created),
            plan.sources().requirements().filter(file -> lock.isEmpty()).stream().toList(),
            Stream.of(
                    plan.sources().preinstall(),
                    plan.sources().pipArguments(),
                    lock.map(LockedRequirements::places).orElse(List.of()))
                .flatMap(List::stream)
                .toList());
    SourceCopy copy = new SourceCopier(runner).copy(tree, home);
    copy.remarks().forEach(findings::add);
    return copy;
  }

  /** Returns what is no source; what git may track stays, or the copy would count as modified. */
  private static Set<Path> excluded(CreatedVirtualenv created) {
    BuildPlan plan = created.plan();
    Set<Path> paths = new HashSet<>();
    paths.add(plan.target().staging().path());
    paths.add(plan.machine().tools());
    paths.add(created.temporary());
    plan.sources()
        .index()
        .vendor()
        .or(() -> VendorDirectory.find(plan.machine().buildTree(), Optional.empty()))
        .map(VendorDirectory::path)
        .filter(path -> !inRepository(path))
        .ifPresent(paths::add);
    return paths;
  }

  private static boolean inRepository(Path path) {
    return Stream.iterate(path, Objects::nonNull, Path::getParent)
        .anyMatch(parent -> Files.exists(parent.resolve(".git")));
  }

  private static PipSettings settings(
      CreatedVirtualenv created,
      PipTool pip,
      SourceCopy copy,
      SystemPackages system,
      Optional<LockedRequirements> lock) {
    BuildPlan plan = created.plan();
    Map<String, String> variables = new LinkedHashMap<>(copy.environment());
    lock.map(LockedRequirements::indexes).ifPresent(variables::putAll);
    variables.putAll(plan.sources().index().environment());
    return new PipSettings(
        created.virtualenv().executables().resolve("python3"),
        pip,
        copy.directory(),
        plan.sources().directory(),
        created.temporary(),
        plan.sources().pipArguments().stream().map(copy::translate).toList(),
        variables,
        plan.machine().compilerFlags(),
        system.constraints());
  }

  private static List<Request> requests(
      CreatedVirtualenv created, SourceCopy copy, Optional<LockedRequirements> lock) {
    Sources sources = created.plan().sources();
    List<Request> requests = new ArrayList<>();
    if (!sources.preinstall().isEmpty()) {
      requests.add(
          new Request.Preinstalled(sources.preinstall().stream().map(copy::translate).toList()));
    }
    lock.ifPresentOrElse(
        found -> requests.addAll(found.requests(created.temporary(), copy::translate)),
        () ->
            sources
                .requirements()
                .map(copy::locate)
                .ifPresent(file -> requests.add(new Request.Requirements(file))));
    if (sources.project() && lock.flatMap(LockedRequirements::omitted).isEmpty()) {
      requests.add(new Request.Project(copy.directory(), sources.extras(), lock.isPresent()));
    }
    return requests;
  }

  /** How pip is asked for the same for another interpreter. */
  private interface Translation {
    List<Request> requests(Map<String, String> variables);
  }

  /** What pip is asked for; only this room can make it. */
  public static final class Prepared {
    private final CreatedVirtualenv created;
    private final SystemPackages system;
    private final PipSettings settings;
    private final List<Request> requests;
    private final Translation translation;

    private Prepared(
        CreatedVirtualenv created,
        SystemPackages system,
        PipSettings settings,
        List<Request> requests,
        Translation translation) {
      this.created = created;
      this.system = system;
      this.settings = settings;
      this.requests = List.copyOf(requests);
      this.translation = translation;
    }

    /** Returns the virtualenv whose interpreter runs pip. */
    public CreatedVirtualenv created() {
      return created;
    }

    /** Returns what comes from Debian packages. */
    SystemPackages system() {
      return system;
    }

    /** Returns what all calls of pip share. */
    public PipSettings settings() {
      return settings;
    }

    /** Returns what is asked for, in its order. */
    public List<Request> requests() {
      return requests;
    }

    /** Returns the same for the interpreter that {@code variables} describe to pip's libraries. */
    public List<Request> requests(Map<String, String> variables) {
      return created.plan().sources().lock().isEmpty() ? requests : translation.requests(variables);
    }

    /** Returns the tools that are to do the work, if that are others than Debian's pip. */
    public List<Request> tools() {
      PipChoice choice = created.plan().sources().pip();
      return Stream.concat(
              Optional.of(choice).filter(PipChoice::upgrade).map(PipChoice::requirement).stream(),
              choice.uv().map(places -> "uv").stream())
          .<Request>map(tool -> new Request.Preinstalled(List.of(tool)))
          .toList();
    }
  }
}
