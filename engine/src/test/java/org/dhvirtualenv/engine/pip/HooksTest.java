package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of back ends (PEP 517) that run in copies of one process. */
class HooksTest {
  private static final String BACKEND =
      """
      import atexit, importlib.util, os, signal, sys, threading, time, zipfile

      STATE = []
      INFO = "proj-1.0.dist-info"
      TEXTS = {
          "METADATA": "Metadata-Version: 2.1\\nName: proj\\nVersion: 1.0\\n",
          "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
          "RECORD": "",
      }

      def note(*words):
          with open("LOG", "a") as file:
              print(*words, file=file)

      def begun(hook):
          custom = sys.modules["sitecustomize"].__file__
          note(hook, len(STATE), os.getcwd() == "SOURCE", *sys.argv[:2], *sys.path, custom, sorted(os.environ.items()))
          STATE.append(hook)
          atexit.register(note, "end of", hook)

      def get_requires_for_build_wheel(config_settings=None):
          begun("get_requires_for_build_wheel")
          return REQUIRES

      def prepare_metadata_for_build_wheel(directory, config_settings=None):
          begun("prepare_metadata_for_build_wheel")
          os.makedirs(os.path.join(directory, INFO))
          for name, text in TEXTS.items():
              with open(os.path.join(directory, INFO, name), "w") as file:
                  file.write(text)
          return INFO

      def build_wheel(directory, config_settings=None, metadata_directory=None):
          begun("build_wheel")
          BUILD
          print("printed\\n" * 20000)
          with zipfile.ZipFile(os.path.join(directory, "proj-1.0-py3-none-any.whl"), "w") as wheel:
              for name, text in TEXTS.items():
                  wheel.writestr(INFO + "/" + name, text)
          return "proj-1.0-py3-none-any.whl"

      note("import", importlib.util.find_spec("other") is not None)
      print("printed by import\\n" * 10000)
      IMPORT
      """;

  @TempDir Path directory;
  private PipWorld world;
  private Path project;
  private String atImport = "";
  private String build = "";
  private String requires = "[]";

  @BeforeEach
  void create() throws IOException {
    create(directory.resolve("world"));
  }

  private void create(Path root) throws IOException {
    world = new PipWorld(Files.createDirectory(root));
    world.wheel("other", "1.0");
    project = world.source;
    pyproject("");
  }

  private void pyproject(String more) throws IOException {
    Files.writeString(
        project.resolve("pyproject.toml"),
        "[build-system]\nrequires = ['maker']\nbuild-backend = 'maker'\n" + more);
  }

  private String backend() {
    return BACKEND
        .replace("LOG", log().toString())
        .replace("SOURCE", project.toString())
        .replace("REQUIRES", requires)
        .replace("BUILD", build)
        .replace("IMPORT", atImport);
  }

  private Path log() {
    return world.root.resolve("log");
  }

  private void build() throws IOException {
    world.wheel("maker", "1.0", backend(), List.of());
    world.offline().add(new Request.Project(project, List.of(), false));
  }

  /** Returns how often the back end was imported. */
  private long imports() throws IOException {
    return noted().stream().filter(line -> line.startsWith("import")).count();
  }

  private List<String> noted() throws IOException {
    return Files.readAllLines(log());
  }

  /** Returns what hooks have noted: name, what was done before, and so on. */
  private List<String> hooks() throws IOException {
    return noted().stream()
        .filter(line -> line.matches("(get|prepare|build)_.*"))
        .map(line -> line.replace(world.root.toString(), "ROOT"))
        .toList();
  }

  @Test
  void a_back_end_is_imported_once_and_no_hook_sees_what_another_has_done() throws IOException {
    build();
    assertThat(noted().stream().map(line -> line.replaceFirst(" 0 True .*", "")))
        .containsExactly(
            "import False",
            "get_requires_for_build_wheel",
            "end of get_requires_for_build_wheel",
            "prepare_metadata_for_build_wheel",
            "end of prepare_metadata_for_build_wheel",
            "build_wheel",
            "end of build_wheel");
  }

  @Test
  void a_hook_runs_in_its_project_wherever_pip_does() throws IOException {
    project = Files.createDirectory(world.source.resolve("sub"));
    pyproject("");
    build();
    assertThat(hooks()).hasSize(3).allMatch(line -> line.contains(" 0 True "));
  }

  @Test
  void a_back_end_sees_what_it_has_asked_for() throws IOException {
    requires = "['other']";
    build();
    assertThat(noted().stream().map(line -> line.replaceFirst(" 0 True .*", "")))
        .startsWith("import False", "get_requires_for_build_wheel")
        .containsSubsequence("import True", "prepare_metadata_for_build_wheel");
    assertThat(imports()).isEqualTo(2);
  }

  @Test
  void a_back_end_with_threads_is_imported_for_each_hook_and_sees_the_same() throws IOException {
    build();
    List<String> copies = hooks();
    create(directory.resolve("other"));
    atImport = "threading.Thread(target=time.sleep, args=(30,), daemon=True).start()";
    build();
    assertThat(hooks()).hasSize(3).isEqualTo(copies);
    assertThat(imports()).isEqualTo(4);
  }

  @Test
  void a_back_end_in_the_project_is_imported_for_each_hook() throws IOException {
    pyproject("backend-path = ['.']\n");
    Files.writeString(world.source.resolve("maker.py"), backend());
    build();
    assertThat(imports()).isEqualTo(3);
  }

  @Test
  void what_a_hook_has_not_written_yet_is_written_when_it_ends() throws IOException {
    build = "STATE.append(open('%s', 'w')); STATE[-1].write('late')".formatted(left());
    build();
    assertThat(left()).hasContent("late");
  }

  @Test
  void a_thread_of_a_hook_comes_to_its_end() throws IOException {
    build =
        "threading.Thread(target=lambda: (time.sleep(0.5), open('%s', 'w').write('late'))).start()"
            .formatted(left());
    build();
    assertThat(left()).hasContent("late");
  }

  @Test
  void machine_code_of_a_hook_ends_as_well() throws IOException {
    build = "import ctypes; ctypes.CDLL('%s')".formatted(library());
    build();
    assertThat(left()).exists();
  }

  private Path left() {
    return world.root.resolve("left");
  }

  /** Returns a shared object that does something when the process ends. */
  private Path library() throws IOException {
    Path source =
        Files.writeString(
            world.root.resolve("native.c"),
            """
            #include <stdio.h>
            __attribute__((destructor)) static void end(void) { fopen("%s", "w"); }
            """
                .formatted(left()));
    Path library = world.root.resolve("native.so");
    world.run(world.root, "cc", "-shared", "-fPIC", "-o", library.toString(), source.toString());
    return library;
  }

  private void failsWith(String... said) {
    assertThatThrownBy(this::build)
        .isInstanceOfSatisfying(
            EngineException.class,
            failure -> {
              assertThat(failure.getMessage()).contains("pip could not build the project");
              assertThat(failure.getMessage() + world.log).contains(said);
            });
  }

  @Test
  void what_import_and_hook_print_is_shown_when_they_fail() throws IOException {
    requires = "sys.exit('cannot ' + 'say')";
    failsWith("cannot say", "printed by import");
    assertThat(imports()).isEqualTo(1);
  }

  @Test
  void a_hook_that_is_killed_has_failed() {
    build = "os.kill(os.getpid(), signal.SIGKILL)";
    failsWith("exit code: -9");
  }

  @Test
  void a_back_end_that_cannot_be_imported_says_so_itself() {
    atImport = "raise ImportError('no ' + 'such')";
    failsWith("maker"); // pip shows the error, its traceback or both, by its version
  }
}
