package org.dhvirtualenv.engine.pip;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Provenance;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.Resolved.Kind;
import org.dhvirtualenv.engine.pip.Resolved.Origin;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * Gets what {@link WheelSupply} would get wheels of or from, as it was published, and installs and
 * builds nothing.
 *
 * <p>What one request has decided binds the next ones. For the interpreter that runs pip, a source
 * distribution will do; for another one there are wheels only, but of distributions that are known
 * to be built.
 */
public final class ArchiveSupply {
  private final PipSettings settings;
  private final PipLog log;
  private final Phases phases;
  private final List<String> target;
  private final Predicate<Path> local;
  private final PipSession session;
  private final Resolver resolver;
  private final Places places;
  private final Decided decided = new Decided();
  private int calls;

  /**
   * Creates a supply with nothing decided yet.
   *
   * @param foreign for which interpreter pip chooses; empty for the one that runs it
   * @param built which distributions may be source distributions for a foreign one
   * @param local which files of this machine are at hand in every build
   * @param runner runs pip
   * @param findings is told which arguments have no effect
   * @param log shows what pip prints
   * @param phases is told what pip is dealing with
   */
  public ArchiveSupply(
      PipSettings common,
      Optional<ForeignPython> foreign,
      Set<DistributionName> built,
      Predicate<Path> local,
      CommandRunner runner,
      Findings findings,
      PipLog log,
      Phases phases) {
    settings = common.with(variables(common, foreign)).with(words(common, foreign, built));
    target = foreign.map(ForeignPython::words).orElse(List.of());
    this.local = local;
    this.log = log;
    this.phases = phases;
    places = new Places(settings, runner);
    session = new PipSession(settings, new Program.Pip(), runner, findings, log);
    List<String> words = new ArrayList<>(target);
    if (!target.isEmpty()) {
      words.add("--target=" + settings.temporary().resolve("target")); // pip wants one
    }
    resolver =
        new Resolver(
            session.pip(),
            settings.temporary(),
            settings.constraints(),
            List.copyOf(words),
            phases);
  }

  private static Map<String, String> variables(
      PipSettings settings, Optional<ForeignPython> foreign) {
    return foreign
        .map(ForeignPython::environment)
        .orElse(
            Map.of("DH_PIP_BUILD_REPORTS", BuildReport.directory(settings.temporary()).toString()));
  }

  private static List<String> words(
      PipSettings settings, Optional<ForeignPython> foreign, Set<DistributionName> built) {
    List<String> words = new ArrayList<>(settings.arguments());
    words.add("--no-cache-dir"); // pip's cache has wheels that were built here
    if (foreign.isPresent() && !built.isEmpty()) {
      List<String> lines =
          built.stream().map(name -> "--no-binary " + name.normalised()).sorted().toList();
      Path file = WheelMaker.write(settings.temporary().resolve("built.txt"), lines);
      words.add("--requirement=" + file);
    }
    return words;
  }

  /**
   * Returns the archives that {@code request} adds to those decided before; what lies in the source
   * has none.
   *
   * @throws EngineException if pip cannot find what is asked for, or it is no archive of an index
   */
  public List<Archive> add(Request request) {
    PipArguments own = session.own(request);
    PipArguments all = session.arguments().and(own);
    List<Resolved> resolved =
        resolver.resolve(
            request.what(), all, decided, Optional.empty(), session.urls(request, own));
    List<Resolved> away = resolved.stream().filter(this::isAway).toList();
    List<Archive> archives = archives(request.what(), away, session.withFiles(own));
    decided.add(archives.stream().map(ArchiveSupply::bound).toList(), all.skipDependencies());
    return archives;
  }

  /** Returns the archives of the tools of builds, environment by environment. */
  public List<BuildTools> buildTools() {
    List<BuildTools> all = new ArrayList<>();
    for (BuildReport report : BuildReport.all(settings)) {
      List<Resolved> away = report.chosen().stream().filter(this::isAway).toList();
      all.add(
          new BuildTools(
              report.requirements(),
              archives("the tools of a build", away, session.arguments().none())));
    }
    return all;
  }

  /** Returns whether {@code resolved} has to be brought along. */
  private boolean isAway(Resolved resolved) {
    Origin origin = resolved.origin();
    if (origin.kind() == Kind.DIRECTORY) {
      return false;
    }
    boolean file = origin.url().startsWith("file:");
    if (file && local.test(Path.of(URI.create(origin.url()).getPath()))) {
      return false;
    }
    if (origin.kind() == Kind.REPOSITORY || origin.direct().isPresent()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + resolved.name() + "' is asked for by the URL '" + origin.url() + "'",
          "only what an index has can be vendored: put its archive into the source and require that,"
              + " as in './"
              + resolved.name()
              + "-"
              + resolved.version()
              + ".tar.gz'");
    }
    return true;
  }

  private List<Archive> archives(String what, List<Resolved> away, PipArguments own) {
    Map<Resolved, Path> files = new HashMap<>();
    List<Resolved> missing = new ArrayList<>();
    for (Resolved one : away) {
      places
          .published(one.origin())
          .ifPresentOrElse(f -> files.put(one, f), () -> missing.add(one));
    }
    if (!missing.isEmpty()) {
      Path directory = download(what, missing, own);
      missing.forEach(one -> files.put(one, directory.resolve(Places.fileName(one.origin()))));
    }
    List<Archive> archives = new ArrayList<>();
    for (Resolved one : away) {
      Path file = files.get(one);
      if (file == null || !Files.isRegularFile(file)) {
        throw new EngineException(
            ExitCode.TOOL,
            "pip has not downloaded '" + one.name() + " " + one.version() + "'",
            "'dh_virtualenv_vendor -v' shows what it has done");
      }
      archives.add(new Archive(file, one.name(), one.version(), one.origin().kind() == Kind.WHEEL));
    }
    return archives;
  }

  private Path download(String what, List<Resolved> missing, PipArguments own) {
    Path directory = settings.temporary().resolve("archives-" + calls);
    List<String> lines =
        missing.stream().map(one -> session.credentials().refer(one.origin().source())).toList();
    Path list =
        WheelMaker.write(settings.temporary().resolve("archives-" + calls++ + ".txt"), lines);
    List<String> words = session.pip().common();
    words.addAll(List.of("--no-deps", "--dest=" + directory, "--requirement=" + list));
    words.addAll(target);
    PipArguments all = session.arguments().and(own);
    words.addAll((target.isEmpty() ? all : all.without("--no-binary")).forDownload());
    log.say("fetching what is missing of " + what);
    phases.run(
        Phase.DOWNLOAD,
        () ->
            session
                .pip()
                .call(
                    "download " + what,
                    "download",
                    words,
                    session.arguments().and(own),
                    new PipProgress(phases, missing.size())));
    return directory;
  }

  /** Returns {@code archive} as something that binds what comes later. */
  private static WheelFile bound(Archive archive) {
    return new WheelFile(
        archive.file(),
        archive.name(),
        archive.version(),
        new Provenance(
            Provenance.Kind.PREBUILT,
            archive.file().toUri().toString(),
            Optional.of(archive.sha256())),
        true,
        Optional.empty());
  }

  /**
   * What pip has installed for an isolated build (PEP 517).
   *
   * @param requirements what was asked for
   * @param archives what was taken
   */
  public record BuildTools(List<String> requirements, List<Archive> archives) {
    /** Copies the lists. */
    public BuildTools {
      requirements = List.copyOf(requirements);
      archives = List.copyOf(archives);
    }
  }
}
