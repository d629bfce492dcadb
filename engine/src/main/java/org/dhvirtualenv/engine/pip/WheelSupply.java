package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.FileUrl;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Provenance;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.phase.Counted;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.phase.Progress;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.dhvirtualenv.engine.pip.Resolved.Kind;
import org.dhvirtualenv.engine.pip.Resolved.Origin;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * Decides which wheels a virtualenv gets, request by request, and has them at hand.
 *
 * <p>What one request has decided binds the next ones. The caller may install the wheels of a
 * request before it adds the next one, and has to if the next one is built without isolation, with
 * tools that the virtualenv has. Every wheel lies where it was found, or in the temporary
 * directory.
 */
public final class WheelSupply implements AutoCloseable {
  private final PipSettings settings;
  private final PipLog log;
  private final Phases phases;
  private final PipSession session;
  private final Places places;
  private final Decider decider;
  private final WheelMaker maker;
  private final MetRequirements met;
  private final Decided decided = new Decided();
  private Optional<EarlyBuild> early = Optional.empty();

  /**
   * Creates a supply with nothing decided yet.
   *
   * @param runner runs pip
   * @param findings is told which arguments have no effect
   * @param log shows what pip prints
   * @param phases measures fetching and building
   */
  public WheelSupply(
      PipSettings settings, CommandRunner runner, Findings findings, PipLog log, Phases phases) {
    this(settings, Optional.empty(), runner, findings, log, phases);
  }

  /** Creates one for which {@code uv} decides, if there is one; pip fetches and builds. */
  public WheelSupply(
      PipSettings settings,
      Optional<UvTool> uv,
      CommandRunner runner,
      Findings findings,
      PipLog log,
      Phases phases) {
    this.settings = settings;
    this.log = log;
    this.phases = phases;
    places = new Places(settings, runner);
    session = new PipSession(settings, new Program.Pip(), runner, findings, log);
    decider = new Decider(session, settings, uv, log, phases);
    met = new MetRequirements(runner, settings);
    maker = new WheelMaker(session.pip(), settings.temporary(), session.arguments(), phases);
  }

  /**
   * Begins to build the project of {@code requests}, all those that will be added, if what is added
   * before can make no difference to that.
   */
  public void begin(List<Request> requests) {
    int last = requests.size() - 1;
    if (last > 0
        && requests.get(last) instanceof Project project
        && session.isolated()
        && requests.subList(0, last).stream().noneMatch(session::local)) {
      session.credentials().learnProject(project.directory());
      early = Optional.of(new EarlyBuild(held -> build(project, held), log.verbose()));
    }
  }

  /** Builds unseen, but for what {@code held} takes, in a directory of its own. */
  private Path build(Project project, PipLog held) {
    Path directory = settings.temporary().resolve("early");
    try {
      Files.createDirectory(directory);
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
    Phases unseen = new Phases(System::nanoTime, Progress.NONE);
    WheelMaker other =
        new WheelMaker(
            session.pip().beside(held, directory), directory, session.arguments(), unseen);
    return unseen.time(Phase.BUILD, () -> other.project(project.directory()));
  }

  /** Returns a directory of ours in the cache that pip keeps for the next build, if it does. */
  public Optional<Path> cache() {
    return session.cache().map(directory -> directory.resolve("dh-python-virtualenv"));
  }

  /** Ends what was begun and nobody has asked for. */
  @Override
  public void close() {
    early.ifPresent(EarlyBuild::close);
  }

  /**
   * Returns the wheels that {@code request} adds to those decided before, in the order of their
   * installation, a project last. One with the name of an earlier wheel takes its place.
   *
   * @throws EngineException if pip cannot find or build what is asked for, or it contradicts what
   *     was decided before
   */
  public List<WheelFile> add(Request request) {
    return request instanceof Project project ? project(project) : other(request);
  }

  private List<WheelFile> other(Request request) {
    log.say("getting " + request.what());
    PipArguments own = session.own(request);
    PipArguments all = session.arguments().and(own);
    List<Resolved> resolved =
        decider.resolve(request.what(), all, decided, Optional.empty(), session.urls(request, own));
    List<WheelFile> added = wheels(request.what(), resolved, session.withFiles(own));
    decided.add(added, all.skipDependencies());
    return added;
  }

  /** Builds the project once and resolves what its wheel requires. */
  private List<WheelFile> project(Project project) {
    session.credentials().learnProject(project.directory());
    String origin = places.original(FileUrl.of(project.directory()));
    WheelFile wheel = decided.from(origin).orElseGet(() -> build(project, origin));
    BuiltMetadata metadata = BuiltMetadata.of(wheel.file());
    if (complete(project, wheel, metadata)) {
      WheelFile named =
          made(wheel.file(), new DistributionName(metadata.name()), metadata.version(), origin);
      decided.add(List.of(named), false);
      return List.of(named);
    }
    return withRequirements(project, wheel, metadata, origin);
  }

  /** Returns whether nothing is needed for {@code project} besides its {@code wheel}. */
  private boolean complete(Project project, WheelFile wheel, BuiltMetadata metadata) {
    return project.extras().isEmpty()
        && !session.needsPip()
        && decided.of(wheel.name()).isEmpty()
        && met.by(decided.all(), metadata);
  }

  private List<WheelFile> withRequirements(
      Project project, WheelFile wheel, BuiltMetadata metadata, String origin) {
    log.say("getting what the project requires");
    boolean hashes = session.arguments().has(Resolver.HASHES);
    String line = Decided.line(wheel, PipSession.extras(project), hashes);
    Path file = WheelMaker.write(settings.temporary().resolve("project.txt"), List.of(line));
    PipArguments all = session.arguments().and(List.of("--requirement", file.toString()));
    all = project.locked() ? all.and(List.of(Resolver.ALONE)) : all;
    List<Resolved> others = new ArrayList<>();
    WheelFile named = wheel;
    for (Resolved one :
        decider.resolve(
            project.what(),
            all,
            decided,
            Optional.of(wheel.name()),
            UrlRequirements.in(metadata.requires()))) {
      if (one.name().equals(wheel.name())) {
        named = made(wheel.file(), decider.described(one, wheel.file()), origin);
      } else {
        others.add(one);
      }
    }
    List<WheelFile> added =
        new ArrayList<>(wheels(project.what(), others, session.arguments().none()));
    added.add(named);
    decided.add(added, all.skipDependencies());
    return added;
  }

  private WheelFile build(Project project, String origin) {
    log.say("building the project");
    Path file =
        phases.time(
            Phase.BUILD,
            () ->
                early
                    .map(build -> build.wheel(log))
                    .orElseGet(() -> maker.project(project.directory())));
    phases.count(Phase.BUILD, Counted.WHEELS, 1);
    return made(file, WheelMaker.name(file), WheelMaker.version(file), origin);
  }

  private static WheelFile made(Path file, Resolved resolved, String origin) {
    return made(file, resolved.name(), resolved.version(), origin);
  }

  private static WheelFile made(Path file, DistributionName name, String version, String origin) {
    return new WheelFile(
        file,
        name,
        version,
        new Provenance(Provenance.Kind.BUILT_HERE, origin, Optional.empty()),
        true,
        Optional.empty());
  }

  /** Returns those of {@code all} that are new, fetched or built unless they lie here. */
  private List<WheelFile> wheels(String what, List<Resolved> all, PipArguments own) {
    List<Resolved> added = all.stream().filter(this::isNew).toList();
    phases.count(Phase.RESOLVE, Counted.DISTRIBUTIONS, added.size());
    List<Resolved> away =
        added.stream().filter(resolved -> places.here(resolved.origin()).isEmpty()).toList();
    announce("fetching", Phase.DOWNLOAD, away, true);
    announce("building", Phase.BUILD, away, false);
    List<String> sources =
        away.stream()
            .map(resolved -> session.credentials().refer(resolved.origin().source()))
            .toList();
    Map<DistributionName, Path> made =
        sources.isEmpty()
            ? Map.of()
            : phases.time(Phase.DOWNLOAD, () -> maker.of(what, sources, own));
    List<Resolved> described =
        added.stream().map(resolved -> decider.described(resolved, file(resolved, made))).toList();
    return InstallationOrder.of(described).stream().map(resolved -> wheel(resolved, made)).toList();
  }

  /** Says what takes its time. */
  private void announce(String doing, Phase phase, List<Resolved> away, boolean wheels) {
    List<String> names =
        away.stream()
            .filter(resolved -> (resolved.origin().kind() == Kind.WHEEL) == wheels)
            .map(resolved -> resolved.name() + " " + resolved.version())
            .sorted()
            .toList();
    if (!names.isEmpty()) {
      log.say(doing + " " + String.join(", ", names));
      phases.count(phase, Counted.WHEELS, names.size());
    }
  }

  private boolean isNew(Resolved resolved) {
    return decided
        .of(resolved.name())
        .filter(
            wheel ->
                wheel.version().equals(resolved.version())
                    || places.here(resolved.origin()).filter(wheel.file()::equals).isPresent())
        .isEmpty();
  }

  private Path file(Resolved resolved, Map<DistributionName, Path> made) {
    Path file = places.here(resolved.origin()).orElseGet(() -> made.get(resolved.name()));
    if (file == null) {
      throw new EngineException(
          ExitCode.TOOL,
          "pip has made no wheel of '" + resolved.name() + " " + resolved.version() + "'",
          "check that its source names itself so, or require another release");
    }
    return file;
  }

  private WheelFile wheel(Resolved resolved, Map<DistributionName, Path> made) {
    Origin origin = resolved.origin();
    Path file = file(resolved, made);
    boolean wheel = origin.kind() == Kind.WHEEL;
    Provenance provenance =
        new Provenance(
            wheel ? Provenance.Kind.PREBUILT : Provenance.Kind.BUILT_HERE,
            places.original(origin.url()),
            origin
                .sha256()
                .or(() -> wheel ? Optional.of(Digests.hexadecimal(file)) : Optional.empty()));
    return new WheelFile(
        file,
        resolved.name(),
        resolved.version(),
        provenance,
        resolved.requested(),
        origin.direct());
  }
}
