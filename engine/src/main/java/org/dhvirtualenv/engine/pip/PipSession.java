package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.pip.Request.Preinstalled;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.dhvirtualenv.engine.pip.Request.Requirements;
import org.dhvirtualenv.engine.process.CommandRunner;

/** What stays the same from one request to the next: arguments, credentials, cache. */
final class PipSession {
  private final PipSettings settings;
  private final Findings findings;
  private final PipArguments arguments;
  private final Credentials credentials;
  private final PipCaller pip;

  PipSession(
      PipSettings settings,
      Optional<Path> program,
      CommandRunner runner,
      Findings findings,
      PipLog log) {
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
    credentials = new Credentials(configuration.hosts());
    credentials.learn(settings.arguments(), settings.directory());
    pip = new PipCaller(runner, settings, program, cache(configuration), credentials, log);
  }

  /** Returns pip's cache, or one of this build, so that nothing is downloaded twice. */
  private Path cache(PipConfiguration configuration) {
    Optional<Path> wanted = arguments.last("--cache-dir").map(Path::of).or(configuration::cache);
    return wanted
        .filter(directory -> !arguments.has("--no-cache-dir"))
        .orElse(settings.temporary().resolve("cache"));
  }

  PipCaller pip() {
    return pip;
  }

  /** Returns the arguments of every call. */
  PipArguments arguments() {
    return arguments;
  }

  Credentials credentials() {
    return credentials;
  }

  /** Returns the arguments that {@code request} stands for. */
  PipArguments own(Request request) {
    List<String> words = words(request);
    credentials.learn(words, settings.directory());
    PipArguments own = PipArguments.of(words, settings.source());
    own.report(findings);
    return own;
  }

  private List<String> words(Request request) {
    if (request instanceof Preinstalled preinstalled) {
      return preinstalled.arguments();
    }
    if (request instanceof Requirements requirements) {
      return List.of("--requirement", requirements.file().toString());
    }
    Project project = (Project) request;
    credentials.learnProject(project.directory());
    return List.of(project.directory() + extras(project));
  }

  /** Returns the extras of {@code project} as they stand behind a name. */
  static String extras(Project project) {
    List<String> names = project.extras().stream().map(DistributionName::value).toList();
    return names.isEmpty() ? "" : "[" + String.join(",", names) + "]";
  }
}
