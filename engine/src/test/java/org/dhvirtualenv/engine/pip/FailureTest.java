package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.pip.Request.Preinstalled;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real pip fails with, and what the packager is told. */
class FailureTest {
  @TempDir Path directory;
  private PipWorld world;
  private Index index;

  @BeforeEach
  void start() throws IOException {
    world = new PipWorld(directory);
    index = new Index(world.wheels);
  }

  @AfterEach
  void stop() {
    index.close();
  }

  /** Checks message and hint, each a regular expression that is found. */
  private static void fails(ThrowingCallable call, String message, String hint) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EngineException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ExitCode.TOOL);
              assertThat(failure.getMessage()).containsPattern(message);
              assertThat(failure.hint()).containsPattern(hint);
            });
  }

  private ThrowingCallable alpha(String... arguments) {
    return () -> world.supply(arguments).add(new Preinstalled(List.of("alpha>=1")));
  }

  @Test
  void an_index_says_why_it_has_nothing() {
    String none = "No matching distribution found for alpha>=1";
    fails(alpha("-i", index.url()), none, "name and version of 'alpha>=1'");
    index.status = 403;
    fails(alpha("-i", index.url()), none, "denies access");
    index.status = 404;
    fails(alpha("-i", index.url()), none, "'alpha>=1'.* nothing at http://127.*/simple/alpha/");
    index.status = 200;
    index.guarded = true;
    fails(alpha("-i", index.url()), "alpha", "asks for a user and password");
    fails(alpha("-i", index.urlWithSecret().replace("user", "other")), "alpha", "check those");
  }

  @Test
  void a_network_that_does_not_work_is_named_whatever_the_number_of_retries() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    for (String retries : List.of("0", "1")) {
      world.environment.put("PIP_RETRIES", retries);
      fails(alpha("-ihttp://127.0.0.1:" + closed + "/simple"), "alpha", "refuses the connection");
      String unknown = "//no-such-host.invalid/simple";
      fails(alpha("-ihttps:" + unknown), "alpha", "name of the index cannot be resolved");
      fails(alpha("-ihttp:" + unknown), "alpha", "--trusted-host=no-such-host.invalid");
    }
  }

  @Test
  void a_certificate_that_nobody_knows_is_named() throws Exception {
    Path keys = world.root.resolve("keys");
    world.run(
        world.root,
        System.getProperty("java.home") + "/bin/keytool",
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-storepass",
        "password",
        "-keystore",
        keys.toString());
    KeyStore store = KeyStore.getInstance(keys.toFile(), "password".toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    String url = "https://localhost:" + server.getAddress().getPort() + "/simple";
    for (String retries : List.of("0", "1")) {
      world.environment.put("PIP_RETRIES", retries);
      fails(alpha("-i" + url), "alpha", "certificate of the index.*PIP_CERT");
    }
    server.stop(0);
  }

  @Test
  void a_directory_of_wheels_that_does_not_exist_is_named() {
    fails(
        alpha("--no-index", "--find-links=wheelhouse"),
        "alpha",
        "'/original/wheelhouse' does not exist: check --find-links");
  }

  @Test
  void both_sides_of_a_contradiction_are_named() throws IOException {
    world.wheel("click", "7.0");
    world.wheel("click", "8.0");
    Path project = world.project(".", "proj", "1.0", "Requires-Dist: click<8");
    WheelSupply supply = world.offline();
    supply.add(world.requirements("click==8.0"));
    fails(
        () -> supply.add(new Project(project, List.of())),
        "conflicting dependencies",
        "'click==8.0' \\(decided before\\), 'proj 1.0 depends on click<8'");
  }

  @Test
  void a_back_end_that_is_missing_offline_is_named() throws IOException {
    Path project = world.project(".", "proj", "1.0");
    Files.writeString(
        project.resolve("pyproject.toml"),
        "[build-system]\nrequires = ['hatchling>=1']\nbuild-backend = 'hatchling.build'\n");
    fails(
        () -> world.offline().add(new Project(project, List.of())),
        "could not build the project",
        "'hatchling>=1' is needed to build.*--find-links");
    fails(
        () -> world.offline("--no-build-isolation").add(new Project(project, List.of())),
        "could not build the project",
        "back end.* is missing.*--preinstall.*drop --no-build-isolation");
  }

  @Test
  void what_a_back_end_says_is_found_in_what_pip_prints() throws IOException {
    Path project = world.project(".", "proj", "1.0");
    Files.writeString(
        project.resolve("backend.py"),
        "def build_wheel(directory, config_settings=None, metadata_directory=None):\n"
            + "    raise SystemExit('x.c:1:10: fatal error: libpq-fe.h: No such file or directory')\n");
    fails(
        () -> world.offline().add(new Project(project, List.of())),
        "build the project.*\\n(?:  \\| .*\\n)*.*libpq-fe.h",
        "add libpq-dev to Build-Depends");
  }

  @Test
  void what_pip_does_not_read_in_a_requirements_file_is_named() {
    for (String line : List.of("--no-such-option", "--no-deps")) {
      fails(
          () -> world.offline().add(world.requirements(line)),
          "requirements.txt",
          "may not have '" + line + "'");
    }
  }

  @Test
  void what_setuptools_does_not_do_is_explained() throws IOException {
    Path project = Files.createDirectories(world.source);
    Files.createDirectories(project.resolve("one"));
    Files.createDirectories(project.resolve("two"));
    String setuptools = "--find-links=/usr/share/python-wheels";
    Files.writeString(project.resolve("pyproject.toml"), "[project]\nname = 'a'\nversion = '1'\n");
    fails(
        () -> world.offline(setuptools).add(new Project(project, List.of())),
        "could not build the project",
        "which of \\['(?:one|two)', '(?:one|two)'\\].*--skip-install");
    Files.writeString(project.resolve("setup.py"), "import no_such_module\n");
    fails(
        () -> world.offline(setuptools).add(new Project(project, List.of())),
        "could not build the project",
        "uses the module 'no_such_module' and does not ask for it");
  }

  @Test
  void a_damaged_wheel_is_named() throws IOException {
    Path wheel = world.wheel("alpha", "1.0");
    Files.write(wheel, Arrays.copyOf(Files.readAllBytes(wheel), 100));
    fails(() -> world.offline().add(world.requirements("alpha")), "alpha", "alpha.* is damaged");
  }

  @Test
  void a_project_for_another_python_is_said_to_be_so() throws IOException {
    Path wheel = world.wheel("alpha", "1.0", "Requires-Python: >=4");
    fails(
        () -> world.supply().add(new Preinstalled(List.of(wheel.toString()))),
        "alpha|requires a different Python",
        "it wants Python >=4 and this is 3\\..*--python");
  }

  @Test
  void what_pip_prints_stands_once() throws IOException {
    world.wheel("alpha", "1.0");
    world.offline().add(world.requirements("alpha"));
    assertThat(world.log).containsExactly("getting the requirements of requirements.txt");
    for (boolean verbose : new boolean[] {false, true}) {
      world.verbose = verbose;
      world.log.clear();
      assertThatThrownBy(() -> world.offline().add(world.requirements("beta")))
          .satisfies(failure -> world.log.addAll(List.of(failure.getMessage().split("\n"))));
      assertThat(world.log.stream().filter(line -> line.contains("ERROR: No matching")).count())
          .isEqualTo(1);
    }
  }
}
