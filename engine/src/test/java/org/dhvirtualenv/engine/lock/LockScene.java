package org.dhvirtualenv.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.ByteSize;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.Request;
import org.dhvirtualenv.engine.plan.BuildMachine;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.BuildRequest;
import org.dhvirtualenv.engine.plan.CommandLinks;
import org.dhvirtualenv.engine.plan.Index;
import org.dhvirtualenv.engine.plan.PipChoice;
import org.dhvirtualenv.engine.plan.Planner;
import org.dhvirtualenv.engine.plan.Python;
import org.dhvirtualenv.engine.plan.SystemSite;
import org.dhvirtualenv.engine.plan.Target;
import org.dhvirtualenv.engine.plan.Wishes;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;

/** A source directory with a lock file, read by the real interpreter and the libraries in pip. */
final class LockScene {
  /** One for all tests, because the byte code of pip takes its time. */
  private static final Path TOOLS = Path.of("target/test-lock").toAbsolutePath();

  final Path source;
  final Findings findings = new Findings();
  List<String> extras = List.of();
  List<String> groups = List.of();
  private final SystemCommandRunner runner =
      new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin", "PASS", "pw"), false, line -> {});
  private Optional<LockedRequirements> last = Optional.empty();

  LockScene(Path directory) throws IOException {
    source = Files.createDirectories(directory.resolve("source")).toRealPath();
    Files.createDirectories(TOOLS);
  }

  LockScene write(String name, String content) throws IOException {
    Files.createDirectories(source.resolve(name).getParent());
    Files.writeString(source.resolve(name), content);
    return this;
  }

  private BuildPlan plan() {
    return new Planner()
        .plan(
            new BuildRequest(
                new Target(
                    new PackageName("app"),
                    false,
                    new StagingRoot(source.resolve("debian/app")),
                    InstallPath.of("/usr/share/python/app")),
                new Python(
                    "python3", Optional.empty(), SystemSite.HIDDEN, List.of(), List.of(), false),
                new Wishes(
                    source,
                    List.of(),
                    Optional.empty(),
                    extras,
                    groups,
                    true,
                    List.of(),
                    new ByteSize(7),
                    PipChoice.DEBIAN,
                    new Index(Optional.empty(), List.of())),
                new BuildMachine(source, TOOLS, source, Map.of(), Optional.empty()),
                CommandLinks.NONE,
                List.of(),
                Leniency.NONE,
                false,
                false));
  }

  LockedRequirements translate() {
    Virtualenv virtualenv =
        Virtualenv.inPlace(
            source,
            InstallPath.of("/usr/share/python/app"),
            new InterpreterFinder(runner, List.of()).find("python3"));
    last =
        new LockTranslator(runner, new PipLog(line -> {}, false), findings)
            .translate(plan(), virtualenv);
    return last.orElseThrow();
  }

  /** Returns the lines for pip, without hashes of those that have them. */
  List<String> lines() throws IOException {
    return lines(translate()).stream().map(line -> line.replaceFirst(" --hash=.*", "")).toList();
  }

  static List<String> lines(LockedRequirements locked) throws IOException {
    Path directory = Files.createTempDirectory("lock");
    StringBuilder lines = new StringBuilder();
    for (Request request : locked.requests(directory, line -> line)) {
      Path file = ((Request.Locked) request).file();
      lines.append(Files.readString(file));
      Files.delete(file);
    }
    Files.delete(directory);
    return lines.toString().lines().toList();
  }

  /** Asserts that it is an error of the source package. */
  void refuses(String what, String hint) {
    EngineException refusal =
        Assertions.catchThrowableOfType(this::translate, EngineException.class);
    assertThat(refusal).hasMessageContaining(what);
    assertThat(refusal.hint()).contains(hint);
    assertThat(refusal.code()).isEqualTo(ExitCode.PACKAGING);
  }
}
