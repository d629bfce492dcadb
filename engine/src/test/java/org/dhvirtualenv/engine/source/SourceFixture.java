package org.dhvirtualenv.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.SystemCommandRunner;

/** A source directory made by real programs, and its copy. */
final class SourceFixture {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/usr/bin:/bin:/usr/sbin:/sbin",
          "HOME", "/nonexistent",
          "LC_ALL", "C.UTF-8",
          "GIT_CONFIG_COUNT", "2",
          "GIT_CONFIG_KEY_0", "user.email",
          "GIT_CONFIG_VALUE_0", "a@example.org",
          "GIT_CONFIG_KEY_1", "protocol.file.allow",
          "GIT_CONFIG_VALUE_1", "always",
          "GIT_AUTHOR_NAME", "A",
          "GIT_COMMITTER_NAME", "A");

  final Path source;
  final Path home;
  Path buildTree;
  Set<Path> leftOut = Set.of();
  List<Path> requirements = List.of();
  List<String> arguments = List.of();

  private final SystemCommandRunner runner;

  SourceFixture(Path directory) throws IOException {
    this(directory, "app-1.0", Map.of());
  }

  SourceFixture(Path directory, String source, Map<String, String> more) throws IOException {
    Path real = directory.toRealPath();
    this.source = Files.createDirectories(real.resolve(source));
    this.buildTree = this.source;
    this.home = Files.createDirectories(real.resolve("private/source"));
    Map<String, String> environment = new LinkedHashMap<>(ENVIRONMENT);
    environment.putAll(more);
    this.runner = new SystemCommandRunner(environment, false, line -> {});
  }

  SourceCopy copy() {
    return copy(source, home);
  }

  SourceCopy copy(Path directory, Path home) {
    return new SourceCopier(runner)
        .copy(new SourceTree(directory, buildTree, leftOut, requirements, arguments), home);
  }

  /** Writes a file below the source directory. */
  void write(String name, String content) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Runs a shell script in a directory; it must succeed. Returns its output. */
  List<String> shell(Path directory, String script) {
    CommandResult result =
        runner.run(new Command(List.of("sh", "-euc", script), directory, Map.of()));
    assertThat(result.status()).as("%s\n%s", script, result.output()).isZero();
    return result.output();
  }

  /** Runs a shell script in the source directory. */
  List<String> shell(String script) {
    return shell(source, script);
  }

  /** Returns all entries below a directory but those of .git: type, target of a link. */
  static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String name = root.relativize(path).toString();
        if (!name.isEmpty() && !name.matches("(.*/)?\\.git(/.*)?")) {
          tree.put(name, type(path));
        }
      }
    }
    return tree;
  }

  private static String type(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : "file";
  }
}
