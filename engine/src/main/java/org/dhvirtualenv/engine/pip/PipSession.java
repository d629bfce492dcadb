package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.pip.Request.Locked;
import org.dhvirtualenv.engine.pip.Request.Preinstalled;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.dhvirtualenv.engine.pip.Request.Requirements;
import org.dhvirtualenv.engine.process.CommandRunner;

/** What stays the same from one request to the next: arguments, credentials, cache. */
final class PipSession {
  /** Requirements of pip's and of PEP 508 that name a directory or an editable project. */
  private static final Pattern LOCAL =
      Pattern.compile("^(?:[./]|-e|--editable|file:)|@\\s*(?:file:|[./])|^\\w[\\w.-]*/");

  private final PipSettings settings;
  private final Findings findings;
  private final PipArguments arguments;
  private final Credentials credentials;
  private final PipCaller pip;
  private final Function<Program, PipCaller> callers;
  private final boolean bound;
  private final boolean isolated;
  private final Optional<Path> cache;

  PipSession(
      PipSettings settings, Program program, CommandRunner runner, Findings findings, PipLog log) {
    this.settings = settings;
    this.findings = findings;
    PipArguments given = PipArguments.of(settings.arguments(), settings.source());
    given.report(findings);
    PipConfiguration configuration = PipConfiguration.of(runner, settings, given);
    configuration.show(log);
    arguments =
        configuration.hashes() && !given.has("--no-require-hashes")
            ? given.and(List.of(Resolver.HASHES))
            : given;
    bound = !settings.constraints().isEmpty() || configuration.constraints();
    isolated = configuration.isolation() && arguments.isolated();
    credentials = new Credentials(configuration.hosts());
    learn(settings.arguments(), arguments);
    cache = configuration.cache().filter(directory -> !arguments.has("--no-cache-dir"));
    Path used = cache.orElse(settings.temporary().resolve("cache"));
    callers = other -> new PipCaller(runner, settings, other, used, credentials, log);
    pip = callers.apply(program);
  }

  /**
   * Returns pip's cache; without one there is one of this build, so that nothing is fetched twice.
   */
  Optional<Path> cache() {
    return cache;
  }

  PipCaller pip() {
    return pip;
  }

  /** Returns a caller of another program. */
  PipCaller calling(Program other) {
    return callers.apply(other);
  }

  /** Returns the arguments of every call. */
  PipArguments arguments() {
    return arguments;
  }

  /** Returns whether only pip can say what a project needs, by what it was told for every call. */
  boolean needsPip() {
    return bound || arguments.resolve();
  }

  /** Returns whether what is built sees nothing of what the virtualenv has. */
  boolean isolated() {
    return isolated;
  }

  /** Returns whether {@code request} may name something of the source. */
  boolean local(Request request) {
    List<String> words = words(request);
    return Stream.concat(
            request instanceof Preinstalled ? words.stream() : Stream.of(),
            RequirementsFile.of(PipArguments.of(words, settings.source()), settings.directory())
                .stream()
                .flatMap(file -> file.lines().stream()))
        .anyMatch(word -> LOCAL.matcher(word).find());
  }

  Credentials credentials() {
    return credentials;
  }

  /** Returns the arguments that {@code request} stands for. */
  PipArguments own(Request request) {
    List<String> words = words(request);
    PipArguments own = PipArguments.of(words, settings.source());
    own.report(findings);
    learn(words, own);
    return own;
  }

  private void learn(List<String> words, PipArguments parsed) {
    words.forEach(credentials::learn);
    RequirementsFile.of(parsed, settings.directory())
        .forEach(file -> file.lines().forEach(credentials::learn));
  }

  /**
   * Returns the names of those that {@code request}, with the arguments {@code own}, has a URL for.
   */
  Set<DistributionName> urls(Request request, PipArguments own) {
    List<String> requirements = new ArrayList<>(words(request));
    RequirementsFile.of(own, settings.directory())
        .forEach(file -> requirements.addAll(file.lines()));
    return UrlRequirements.in(requirements);
  }

  /** Returns {@code own} with what its requirements files say to pip in general. */
  PipArguments withFiles(PipArguments own) {
    PipArguments all = own;
    for (RequirementsFile file : RequirementsFile.of(own, settings.directory())) {
      all = all.and(file.options());
    }
    return all;
  }

  private List<String> words(Request request) {
    if (request instanceof Preinstalled preinstalled) {
      return preinstalled.arguments();
    }
    if (request instanceof Requirements requirements) {
      return List.of("--requirement", requirements.file().toString());
    }
    if (request instanceof Locked locked) {
      List<String> words = new ArrayList<>(List.of("--requirement", locked.file().toString()));
      words.add(Resolver.ALONE);
      if (locked.hashes()) {
        words.add(Resolver.HASHES);
      }
      return words;
    }
    Project project = (Project) request;
    credentials.learnProject(project.directory());
    String target = project.directory() + extras(project);
    return project.locked() ? List.of(Resolver.ALONE, target) : List.of(target);
  }

  /** Returns the extras of {@code project} as they stand behind a name. */
  static String extras(Project project) {
    List<String> names = project.extras().stream().map(DistributionName::value).toList();
    return names.isEmpty() ? "" : "[" + String.join(",", names) + "]";
  }
}
