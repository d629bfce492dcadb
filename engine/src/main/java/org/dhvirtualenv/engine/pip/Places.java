package org.dhvirtualenv.engine.pip;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.files.FileUrl;
import org.dhvirtualenv.engine.pip.Resolved.Kind;
import org.dhvirtualenv.engine.pip.Resolved.Origin;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.Redaction;

/** Knows which URLs are places of this build, and what they stand for. */
final class Places {
  /**
   * Where pip checks out editable requirements from repositories, below the temporary directory.
   */
  static final String CHECKOUTS = "src";

  private final PipSettings settings;
  private final CommandRunner runner;

  Places(PipSettings settings, CommandRunner runner) {
    this.settings = settings;
    this.runner = runner;
  }

  private static Path path(String url) {
    return Path.of(URI.create(url).getPath());
  }

  /** Returns the file of a wheel that need not be fetched. */
  Optional<Path> here(Origin origin) {
    if (origin.kind() != Kind.WHEEL) {
      return Optional.empty();
    }
    Path path = path(origin.url());
    if (origin.url().startsWith("file:")) {
      return Optional.of(path);
    }
    Path downloads = PipEnvironment.downloads(settings);
    return origin
        .sha256()
        .map(hex -> downloads.resolve(hex).resolve(String.valueOf(path.getFileName())))
        .filter(Files::isRegularFile);
  }

  /** Returns the file of an archive as it was published, if it need not be fetched. */
  Optional<Path> published(Origin origin) {
    if (origin.url().startsWith("file:")) {
      return Optional.of(path(origin.url()));
    }
    return origin
        .sha256()
        .map(hex -> PipEnvironment.downloads(settings).resolve(hex).resolve(fileName(origin)))
        .filter(Files::isRegularFile);
  }

  /** Returns the name of the file that a URL ends with. */
  static String fileName(Origin origin) {
    return String.valueOf(path(origin.url()).getFileName());
  }

  /** Returns what {@code url} stands for outside this build: the source, or a repository. */
  String original(String url) {
    String copy = FileUrl.of(settings.directory());
    if ((url + "/").startsWith(copy + "/")) {
      return FileUrl.of(settings.source()) + url.substring(copy.length());
    }
    return url.startsWith(FileUrl.of(settings.temporary().resolve(CHECKOUTS)) + "/")
        ? repository(path(url)).orElse(url)
        : url;
  }

  private Optional<String> repository(Path checkout) {
    return git(checkout, "config", "--get", "remote.origin.url")
        .flatMap(
            url ->
                git(checkout, "rev-parse", "HEAD")
                    .map(commit -> "git+" + Redaction.redact(url) + "@" + commit));
  }

  private Optional<String> git(Path checkout, String... words) {
    List<String> line = new ArrayList<>(List.of("git", "-C", checkout.toString()));
    line.addAll(List.of(words));
    CommandResult result = runner.query(new Command(line, checkout, Map.of()));
    return result.succeeded() ? result.output().stream().findFirst() : Optional.empty();
  }
}
