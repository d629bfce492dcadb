package org.dhvirtualenv.engine.relocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.state.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelocatorTest {
  @TempDir Path temporary;
  private Path source;
  private Path virtualenv;
  private Path site;
  private Findings findings = new Findings();
  private List<String> allowed = List.of();
  private Optional<Path> gone = Optional.empty();
  private boolean telling = true;

  @BeforeEach
  void virtualenv() throws IOException {
    source = temporary.toRealPath().resolve("build-1.0");
    virtualenv = source.resolve("debian/app/opt/venvs/app");
    site = Files.createDirectories(virtualenv.resolve("lib/python3.11/site-packages"));
    Files.createDirectories(virtualenv.resolve("bin"));
  }

  private RelocatedVirtualenv relocate() {
    Path staging = source.resolve("debian/app");
    Map<Path, Path> moved = new LinkedHashMap<>();
    moved.put(staging, Path.of("/"));
    gone.ifPresent(directory -> moved.put(directory, Path.of("/")));
    BuildPaths paths =
        new BuildPaths(moved, telling ? Set.of(staging, source) : Set.of(), allowed, gone);
    Interpreter interpreter =
        new Interpreter(Path.of("/usr/bin/python3.11"), "3.11", "cpython-311", List.of());
    Virtualenv at = Virtualenv.atPlace(virtualenv, InstallPath.of("/opt/venvs/app"), interpreter);
    findings = new Findings();
    RelocatedVirtualenv relocated =
        new Relocator(findings)
            .relocate(at, paths, file -> false, Manifest.empty(virtualenv), Set.of(), List.of());
    findings.refuseErrors();
    return relocated;
  }

  private Path write(String name, String content) throws IOException {
    Path file = virtualenv.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void text_gets_its_final_paths_and_a_second_run_changes_nothing() throws IOException {
    Path activate = write("bin/activate", "VIRTUAL_ENV=\"" + virtualenv + "\"\n\u00e9");
    Path script = write("bin/tool", "#!" + virtualenv + "/bin/python3 -E\nx\n");
    Path config = write("pyvenv.cfg", "command = python3 -m venv " + virtualenv + "\n");
    Path pth = write("lib/python3.11/site-packages/x.pth", virtualenv + "/share\n");
    Path plain = write("lib/python3.11/site-packages/x.py", "pass\n");
    assertThat(relocate().changed()).containsExactlyInAnyOrder(activate, script, config, pth);
    assertThat(Files.readAllBytes(activate))
        .isEqualTo("VIRTUAL_ENV=\"/opt/venvs/app\"\n\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(script).hasContent("#!/opt/venvs/app/bin/python3 -E\nx\n");
    assertThat(config).hasContent("command = python3 -m venv /opt/venvs/app\n");
    assertThat(pth).hasContent("/opt/venvs/app/share\n");
    assertThat(plain).hasContent("pass\n");
    assertThat(relocate().changed()).isEmpty();
  }

  @Test
  void links_point_to_where_their_target_will_be() throws IOException {
    Files.createSymbolicLink(virtualenv.resolve("bin/python3"), Path.of("/usr/bin/python3.11"));
    Files.createSymbolicLink(virtualenv.resolve("lib64"), Path.of("lib"));
    Files.createSymbolicLink(virtualenv.resolve("bin/lib"), virtualenv.resolve("lib"));
    Files.createSymbolicLink(virtualenv.resolve("dangling"), virtualenv.resolve("nowhere"));
    relocate();
    assertThat(Files.readSymbolicLink(virtualenv.resolve("bin/python3")))
        .isEqualTo(Path.of("/usr/bin/python3.11"));
    assertThat(Files.readSymbolicLink(virtualenv.resolve("lib64"))).isEqualTo(Path.of("lib"));
    assertThat(Files.readSymbolicLink(virtualenv.resolve("bin/lib"))).isEqualTo(Path.of("../lib"));
    assertThat(Files.readSymbolicLink(virtualenv.resolve("dangling")))
        .isEqualTo(Path.of("nowhere"));
  }

  @Test
  void a_link_into_the_source_is_refused() throws IOException {
    Files.createSymbolicLink(virtualenv.resolve("data"), source.resolve("data"));
    assertThatThrownBy(this::relocate)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'/opt/venvs/app/data' is a link into the build tree");
  }

  @Test
  void a_build_path_that_cannot_be_rewritten_fails_unless_it_is_excused() throws IOException {
    write("lib/python3.11/site-packages/x/_x.so", "\u007fELF\0" + source + "/x.c\0");
    write("share/notes.txt", "built in " + source + "/src\n");
    assertThatThrownBy(this::relocate)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("left in 'lib/python3.11/site-packages/x/_x.so' of /opt/venvs/app")
        .hasMessageContaining("left in 'share/notes.txt' of /opt/venvs/app (text)");
    allowed = List.of("**/_x.so", "share/*.txt");
    relocate();
    assertThat(findings.remarks())
        .extracting(Finding::what)
        .containsExactly(
            "excused by --allow-build-path: lib/python3.11/site-packages/x/_x.so",
            "excused by --allow-build-path: share/notes.txt");
  }

  @Test
  void texts_forget_what_does_not_outlive_the_build_but_not_silently() throws IOException {
    Path gone = source.resolve("debian/.tools/temporary");
    String site = "lib/python3.11/site-packages/";
    Path sbom = write(site + "x-1.dist-info/sboms/x.json", "file://" + gone + "/source/x/y");
    Path config = write(site + "x/config.py", "CC = '" + gone + "/tools/bin/cc'\n");
    Path made =
        write(site + "x/fast.c", "/* \"sources\": [\"" + gone + "/source/x/fast.pyx\"] */\n");
    write(site + "x/static/app.js", "// " + gone + "/source/x/app.ts\n");
    Path place = write(site + "x/place.py", "HOME = '" + gone + "/source/x'\n");
    this.gone = Optional.of(gone);
    Throwable refused = catchThrowable(this::relocate);
    assertThat(refused).isInstanceOf(EngineException.class);
    assertThat(refused.getMessage())
        .contains("was built is named in 'lib/python3.11/site-packages/x/place.py'")
        .doesNotContain("config.py")
        .doesNotContain("x.json");
    assertThat(findings.remarks())
        .extracting(Finding::what)
        .containsExactly(
            "a temporary directory of the build is named in '" + site + "x/config.py' (text)",
            "a temporary directory of the build is named in '" + site + "x/static/app.js' (text)");
    assertThat(made).hasContent("/* \"sources\": [\"/source/x/fast.pyx\"] */\n");
    assertThat(sbom).hasContent("file:///source/x/y");
    assertThat(config).hasContent("CC = '/tools/bin/cc'\n");
    write(site + "x/place.py", "HOME = '" + gone + "/source/x'\n");
    allowed = List.of("**/place.py");
    relocate();
    assertThat(place).hasContent("HOME = '/source/x'\n");
  }

  /** Such as /stage: its name alone is no trace, but it goes, and it was no temporary directory. */
  @Test
  void a_staging_root_of_a_single_component_is_replaced_without_a_word() throws IOException {
    telling = false;
    Path config = write("pyvenv.cfg", "command = python3 -m venv " + virtualenv + "\n");
    relocate();
    assertThat(config).hasContent("command = python3 -m venv /opt/venvs/app\n");
    assertThat(findings.remarks()).isEmpty();
  }

  @Test
  void an_archive_of_modules_keeps_its_length_and_starts_the_final_interpreter()
      throws IOException, InterruptedException {
    Path archive = virtualenv.resolve("share/tool.pyz");
    Files.createDirectories(archive.resolveSibling("."));
    Path modules = Files.createDirectories(temporary.resolve("modules"));
    Files.writeString(modules.resolve("__main__.py"), "print('started')\n");
    int status =
        new ProcessBuilder(
                "/usr/bin/python3",
                "-m",
                "zipapp",
                modules.toString(),
                "-p",
                virtualenv + "/bin/python3 -s",
                "-o",
                archive.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
    long length = Files.size(archive);
    assertThat(relocate().changed()).containsExactly(archive);
    assertThat(Files.size(archive)).isEqualTo(length);
    assertThat(new String(Files.readAllBytes(archive), StandardCharsets.ISO_8859_1))
        .startsWith("#!/opt/venvs/app/bin/python3 -s    ");
    assertThat(python(archive)).isEqualTo("started\n");
    assertThat(relocate().changed()).isEmpty();
  }

  private static String python(Path script) throws IOException {
    Process process =
        new ProcessBuilder("/usr/bin/python3", script.toString()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_build_path_in_a_compressed_member_is_found() throws IOException {
    Path egg = virtualenv.resolve("share/x.egg");
    Files.createDirectories(egg.resolveSibling("."));
    try (java.util.zip.ZipOutputStream zip =
        new java.util.zip.ZipOutputStream(Files.newOutputStream(egg))) {
      zip.putNextEntry(new java.util.zip.ZipEntry("x/config.py"));
      zip.write((("PREFIX = '" + source + "/x'\n").repeat(50)).getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(this::relocate)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("share/x.egg' of /opt/venvs/app (in x/config.py)");
    Files.write(egg, new byte[] {'P', 'K', 3, 4, 9, 9, 9});
    assertThat(relocate().changed()).isEmpty();
  }

  @Test
  void byte_code_that_names_the_build_is_made_anew_and_no_other() throws IOException {
    write("lib/python3.11/site-packages/x.py", "pass\n");
    Path stale =
        write("lib/python3.11/site-packages/__pycache__/x.cpython-311.pyc", "\0" + virtualenv);
    assertThat(relocate().changed()).containsExactly(stale);
    assertThat(stale).doesNotExist();
    write("lib/python3.11/site-packages/__pycache__/y.cpython-311.pyc", "\0" + virtualenv);
    assertThatThrownBy(this::relocate)
        .hasMessageContaining("y.cpython-311.pyc' of /opt/venvs/app (binary)");
  }

  @Test
  void a_distribution_from_version_control_keeps_its_origin() throws IOException {
    Path origin =
        write(
            "lib/python3.11/site-packages/x-1.dist-info/direct_url.json",
            "{\"url\": \"https://host/x.git\", \"vcs_info\": {\"vcs\": \"git\"}}");
    relocate();
    assertThat(origin).exists();
  }

  @Test
  void a_local_repository_keeps_its_commit_unless_it_lies_in_the_build() throws IOException {
    String origin = "{\"url\": \"file://%s/x.git\", \"vcs_info\": {\"commit_id\": \"1a\"}}";
    String name = "lib/python3.11/site-packages/%s-1.dist-info/direct_url.json";
    Path elsewhere = write(name.formatted("x"), origin.formatted("/srv/git"));
    Path inside = write(name.formatted("y"), origin.formatted(source));
    relocate();
    assertThat(elsewhere).exists();
    assertThat(inside).doesNotExist();
  }
}
