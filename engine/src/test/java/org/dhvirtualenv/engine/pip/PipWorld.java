package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.phase.Progress;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.SystemCommandRunner;

/**
 * A virtualenv, real pip, and wheels and projects to give to it.
 *
 * <p>The system property {@code pip.wheels} names a directory with the wheel of another pip.
 */
final class PipWorld {
  static final Path WHEELS = Path.of(System.getProperty("pip.wheels", PipTool.WHEELS.toString()));

  /** One for all tests, because the byte code of pip takes its time. */
  private static final Path TOOLS =
      Path.of("target/test-pip").toAbsolutePath().resolve(WHEELS.toString().replace('/', '_'));

  /** A back end without requirements; it counts its builds in the file {@code builds}. */
  private static final String BACKEND =
      """
      import os, zipfile
      HERE = os.path.dirname(os.path.abspath(__file__))
      NAME, VERSION, *REQUIRES = open(os.path.join(HERE, "what")).read().splitlines()
      INFO = f"{NAME}-{VERSION}.dist-info"
      METADATA = f"Metadata-Version: 2.1\\nName: {NAME}\\nVersion: {VERSION}\\n" + "".join(
          f"{line}\\n" for line in REQUIRES)
      WHEEL = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"

      def prepare_metadata_for_build_wheel(directory, config_settings=None):
          os.makedirs(os.path.join(directory, INFO))
          for name, content in (("METADATA", METADATA), ("WHEEL", WHEEL)):
              with open(os.path.join(directory, INFO, name), "w") as file:
                  file.write(content)
          return INFO

      def build_wheel(directory, config_settings=None, metadata_directory=None):
          with open("BUILDS", "a") as file:
              print(NAME, sorted((config_settings or {}).items()), file=file)
          name = f"{NAME}-{VERSION}-py3-none-any.whl"
          with zipfile.ZipFile(os.path.join(directory, name), "w") as wheel:
              wheel.writestr(f"{NAME}.py", "")
              wheel.writestr(f"{INFO}/METADATA", METADATA)
              wheel.writestr(f"{INFO}/WHEEL", WHEEL)
              wheel.writestr(f"{INFO}/RECORD", "")
          return name

      build_editable = build_wheel
      prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel
      """;

  final Path root;
  final Path wheels;
  final Path source;
  final Path temporary;
  final Findings findings = new Findings();
  final Phases phases = new Phases(System::nanoTime, Progress.NONE);
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final Map<String, String> environment = new LinkedHashMap<>();
  final Map<String, String> indexes = new LinkedHashMap<>();
  final List<String> constraints = new ArrayList<>();
  boolean verbose;

  /** Makes everything below {@code directory}. */
  PipWorld(Path directory) throws IOException {
    root = directory.toRealPath();
    wheels = Files.createDirectories(root.resolve("wheels"));
    source = Files.createDirectories(root.resolve("source"));
    temporary = Files.createDirectories(root.resolve("temporary"));
    Files.createDirectories(TOOLS);
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", Files.createDirectories(root.resolve("home")).toString());
    environment.put("LC_ALL", "C.UTF-8");
    run(Path.of("/"), "/usr/bin/python3", "-m", "venv", "--without-pip", virtualenv().toString());
  }

  /**
   * Runs lines of Python, whose arguments are the directory of pip's libraries and that of our
   * programs, with a pip that is unpacked below {@code directory}; they must print nothing.
   */
  static void script(Path directory, String lines) throws IOException {
    PipTool pip = PipTool.in(Files.createDirectories(directory.resolve("tools")), WHEELS);
    String ours = String.valueOf(pip.runner().getParent());
    List<String> line =
        List.of("/usr/bin/python3", "-I", "-Xutf8", "-c", lines, pip.library().toString(), ours);
    Map<String, String> variables = Map.of("PATH", "/usr/bin:/bin", "TMPDIR", directory.toString());
    CommandResult result =
        new SystemCommandRunner(variables, false, text -> {})
            .run(new Command(line, Path.of("/"), Map.of()));
    assertThat(result.output()).isEmpty();
    assertThat(result.succeeded()).isTrue();
  }

  Path virtualenv() {
    return root.resolve("virtualenv");
  }

  SystemCommandRunner runner() {
    return new SystemCommandRunner(environment, verbose, log::add);
  }

  /** Returns the lines that the command prints. */
  List<String> run(Path directory, String... command) {
    CommandResult result =
        new SystemCommandRunner(environment, false, line -> {})
            .run(new Command(List.of(command), directory, Map.of()));
    assertThat(result.status()).as(String.join("\n", result.output())).isZero();
    return result.output();
  }

  PipSettings settings(String... arguments) {
    return new PipSettings(
        virtualenv().resolve("bin/python3"),
        PipTool.in(TOOLS, WHEELS),
        source,
        Path.of("/original"),
        temporary,
        List.of(arguments),
        indexes,
        Map.of(),
        constraints);
  }

  WheelSupply supply(String... arguments) {
    return new WheelSupply(
        settings(arguments), runner(), findings, new PipLog(log::add, verbose), phases);
  }

  /** Returns a supply that finds the wheels of this world and nothing else. */
  WheelSupply offline(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--no-index", "--find-links=" + wheels));
    arguments.addAll(List.of(more));
    return supply(arguments.toArray(String[]::new));
  }

  Request requirements(String... lines) throws IOException {
    return new Request.Requirements(
        Files.write(source.resolve("requirements.txt"), List.of(lines)));
  }

  /** Writes a wheel; {@code metadata} are lines such as {@code Requires-Dist: x}. */
  Path wheel(String name, String version, String... metadata) throws IOException {
    return wheel(name, version, "VERSION = '" + version + "'\n", List.of(metadata));
  }

  /** Writes a wheel with a module of that name and text. */
  Path wheel(String name, String version, String module, List<String> metadata) throws IOException {
    Path file = wheels.resolve(name + "-" + version + "-py3-none-any.whl");
    String info = name + "-" + version + ".dist-info/";
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, name + ".py", module);
      put(zip, info + "METADATA", metadata(name, version, metadata.toArray(String[]::new)));
      put(zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      put(zip, info + "RECORD", "");
    }
    return file;
  }

  private static String metadata(String name, String version, String... metadata) {
    String lines = String.join("", List.of(metadata).stream().map(line -> line + "\n").toList());
    return "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + lines;
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** Writes a project into {@code directory}, relative to the source directory. */
  Path project(String directory, String name, String version, String... metadata)
      throws IOException {
    Path project = Files.createDirectories(source.resolve(directory)).normalize();
    List<String> what = new ArrayList<>(List.of(name, version));
    what.addAll(List.of(metadata));
    Files.write(project.resolve("what"), what);
    Files.writeString(
        project.resolve("backend.py"),
        BACKEND.replace("BUILDS", root.resolve("builds").toString()));
    Files.writeString(
        project.resolve("pyproject.toml"),
        "[build-system]\nrequires = []\nbuild-backend = 'backend'\nbackend-path = ['.']\n");
    return project;
  }

  /** Makes a repository of {@code directory}. */
  void commit(Path directory) {
    run(directory, "git", "init", "-q", "-b", "main");
    run(directory, "git", "add", ".");
    run(directory, "git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all");
  }

  /** Packs the project in {@code directory} as a source distribution and removes it. */
  Path sdist(Path directory, String name, String version) throws IOException {
    Files.writeString(directory.resolve("PKG-INFO"), metadata(name, version));
    Path stem = directory.resolveSibling(name + "-" + version);
    Files.move(directory, stem);
    Path file = wheels.resolve(stem.getFileName() + ".tar.gz");
    run(Trees.parent(stem), "tar", "-czf", file.toString(), String.valueOf(stem.getFileName()));
    Trees.delete(stem);
    return file;
  }

  /** Returns what was built, a line for each run of a back end. */
  List<String> builds() throws IOException {
    Path file = root.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
