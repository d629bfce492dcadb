package org.dhvirtualenv.engine.pip;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Provenance;
import org.dhvirtualenv.engine.model.WheelFile;
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
public final class WheelSupply {
  private final PipSettings settings;
  private final PipLog log;
  private final PipSession session;
  private final Resolver resolver;
  private final WheelMaker maker;
  private final Decided decided = new Decided();

  /**
   * Creates a supply with nothing decided yet.
   *
   * @param runner runs pip
   * @param findings is told which arguments have no effect
   * @param log shows what pip prints
   */
  public WheelSupply(PipSettings settings, CommandRunner runner, Findings findings, PipLog log) {
    this.settings = settings;
    this.log = log;
    session = new PipSession(settings, Optional.empty(), runner, findings, log);
    resolver = new Resolver(session.pip(), settings.temporary(), settings.constraints());
    maker = new WheelMaker(session.pip(), settings.temporary(), session.arguments());
  }

  /**
   * Returns the wheels that {@code request} adds to those decided before, in the order of their
   * installation, a project last. One with the name of an earlier wheel takes its place.
   *
   * @throws EngineException if pip cannot find or build what is asked for, or it contradicts what
   *     was decided before
   */
  public List<WheelFile> add(Request request) {
    List<WheelFile> added = request instanceof Project project ? project(project) : other(request);
    decided.add(added);
    return added;
  }

  private List<WheelFile> other(Request request) {
    log.say("getting " + request.what());
    PipArguments own = session.own(request);
    PipArguments all = session.arguments().and(own);
    List<Resolved> resolved = resolver.resolve(request.what(), all, decided, Set.of());
    return wheels(request.what(), resolved, session.withFiles(own));
  }

  /** Builds the project once and resolves what its wheel requires. */
  private List<WheelFile> project(Project project) {
    session.credentials().learnProject(project.directory());
    WheelFile wheel = build(project);
    log.say("getting what the project requires");
    boolean hashes = session.arguments().has(Resolver.HASHES);
    String line = Decided.line(wheel, PipSession.extras(project), hashes);
    Path file = WheelMaker.write(settings.temporary().resolve("project.txt"), List.of(line));
    PipArguments all = session.arguments().and(List.of("--requirement", file.toString()));
    List<Resolved> others =
        resolver.resolve(project.what(), all, decided, Set.of(wheel.name())).stream()
            .filter(resolved -> !resolved.name().equals(wheel.name()))
            .toList();
    List<WheelFile> added =
        new ArrayList<>(wheels(project.what(), others, session.arguments().none()));
    added.add(wheel);
    return added;
  }

  private WheelFile build(Project project) {
    log.say("building the project");
    Path file = maker.project(project.directory());
    String origin = original(url(project.directory()));
    return new WheelFile(
        file,
        WheelMaker.name(file),
        WheelMaker.version(file),
        new Provenance(Provenance.Kind.BUILT_HERE, origin, Optional.empty()),
        true,
        Optional.empty());
  }

  /** Returns those of {@code all} that are new, fetched or built unless they lie here. */
  private List<WheelFile> wheels(String what, List<Resolved> all, PipArguments own) {
    List<Resolved> added = all.stream().filter(this::isNew).toList();
    List<Resolved> away =
        added.stream().filter(resolved -> here(resolved.origin()).isEmpty()).toList();
    announce("fetching", away, true);
    announce("building", away, false);
    List<String> sources =
        away.stream()
            .map(resolved -> session.credentials().refer(resolved.origin().source()))
            .toList();
    Map<DistributionName, Path> made = sources.isEmpty() ? Map.of() : maker.of(what, sources, own);
    return InstallationOrder.of(added).stream().map(resolved -> wheel(resolved, made)).toList();
  }

  /** Says what takes its time. */
  private void announce(String doing, List<Resolved> away, boolean wheels) {
    List<String> names =
        away.stream()
            .filter(resolved -> (resolved.origin().kind() == Kind.WHEEL) == wheels)
            .map(resolved -> resolved.name() + " " + resolved.version())
            .sorted()
            .toList();
    if (!names.isEmpty()) {
      log.say(doing + " " + String.join(", ", names));
    }
  }

  private boolean isNew(Resolved resolved) {
    return decided
        .of(resolved.name())
        .filter(wheel -> wheel.version().equals(resolved.version()))
        .isEmpty();
  }

  /** Returns the file of a wheel that need not be fetched. */
  private Optional<Path> here(Origin origin) {
    if (origin.kind() != Kind.WHEEL) {
      return Optional.empty();
    }
    Path path = Path.of(URI.create(origin.url()).getPath());
    if (origin.url().startsWith("file:")) {
      return Optional.of(path);
    }
    return origin
        .sha256()
        .map(
            hex ->
                PipEnvironment.downloads(settings)
                    .resolve(hex)
                    .resolve(String.valueOf(path.getFileName())))
        .filter(Files::isRegularFile);
  }

  private WheelFile wheel(Resolved resolved, Map<DistributionName, Path> made) {
    Origin origin = resolved.origin();
    Path file = here(origin).orElseGet(() -> made.get(resolved.name()));
    if (file == null) {
      throw new EngineException(
          ExitCode.TOOL,
          "pip has made no wheel of '" + resolved.name() + " " + resolved.version() + "'",
          "check that its source names itself so, or require another release");
    }
    boolean wheel = origin.kind() == Kind.WHEEL;
    Provenance provenance =
        new Provenance(
            wheel ? Provenance.Kind.PREBUILT : Provenance.Kind.BUILT_HERE,
            original(origin.url()),
            origin.sha256().or(() -> wheel ? Optional.of(Digest.sha256(file)) : Optional.empty()));
    return new WheelFile(
        file,
        resolved.name(),
        resolved.version(),
        provenance,
        resolved.requested(),
        origin.direct());
  }

  /** Returns {@code url} with the source directory in place of its copy. */
  private String original(String url) {
    String copy = url(settings.directory());
    return (url + "/").startsWith(copy + "/")
        ? url(settings.source()) + url.substring(copy.length())
        : url;
  }

  private static String url(Path directory) {
    return directory.toUri().toString().replaceFirst("/$", "");
  }
}
