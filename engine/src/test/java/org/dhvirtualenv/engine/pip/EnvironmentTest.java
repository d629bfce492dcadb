package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pip in environments that would lead it astray. */
class EnvironmentTest {
  @TempDir Path directory;
  private PipWorld world;

  @BeforeEach
  void world() throws IOException {
    world = new PipWorld(directory);
    world.wheel("alpha", "1.0", "Requires-Dist: beta");
    world.wheel("beta", "1.0");
  }

  @Test
  void settings_that_say_where_to_put_things_have_no_influence() throws IOException {
    String elsewhere = world.root.resolve("elsewhere").toString();
    for (String name : List.of("TARGET", "PREFIX", "ROOT", "SRC", "LOG", "REPORT", "PYTHON")) {
      world.environment.put("PIP_" + name, elsewhere);
    }
    for (String name :
        List.of(
            "USER", "DRY_RUN", "REQUIRE_VIRTUALENV", "NO_DEPS", "IGNORE_INSTALLED", "UPGRADE")) {
      world.environment.put("PIP_" + name, "1");
    }
    world.environment.put("PIP_REQUIREMENT", "/no/such/file");
    world.environment.put("PIP_EDITABLE", "/no/such/directory");
    assertThat(world.offline().add(world.requirements("alpha"))).hasSize(2);
    assertThat(Path.of(elsewhere)).doesNotExist();
  }

  @Test
  void configuration_files_are_sorted_in_the_same_way() throws IOException {
    Path file = world.root.resolve("home/.config/pip/pip.conf");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "[global]\nno-index = true\nuser = true\n[install]\ntarget = /elsewhere\nno_deps = yes\n"
            + "find-links =\n    /nowhere\n    "
            + world.wheels
            + "\n[wheel]\nno-index = false\n");
    world.verbose = true;
    assertThat(world.supply().add(world.requirements("alpha"))).hasSize(2);
    String count = world.log.get(0); // /etc/pip.conf of this machine counts as well
    assertThat(count).startsWith("pip's settings that count: ");
    assertThat(count).contains("find-links (" + file + ")").contains("no-index (" + file + ")");
    assertThat(world.log.get(1))
        .startsWith("settings that do not count here: ")
        .contains("no-deps (" + file + "), target (" + file + "), user (" + file + ")");
    world.verbose = false;
    Path other = Files.writeString(world.root.resolve("other.conf"), "[global]\nno-index = true\n");
    world.environment.put("PIP_CONFIG_FILE", other.toString());
    assertThatThrownBy(() -> world.supply().add(world.requirements("alpha")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("alpha");
    world.environment.put("PIP_FIND_LINKS", world.wheels.toString());
    assertThat(world.supply().add(world.requirements("alpha"))).hasSize(2);
    Files.writeString(other, "no section\n");
    assertThatThrownBy(() -> world.supply().add(world.requirements("alpha")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("other.conf");
  }

  @Test
  void a_python_that_the_caller_has_active_has_no_influence() throws IOException {
    Path modules = Files.createDirectories(world.root.resolve("modules"));
    for (String name : List.of("sitecustomize.py", "backend.py", "zipfile.py", "json.py")) {
      Files.writeString(modules.resolve(name), "raise SystemExit('led astray')\n");
    }
    Path metadata = Files.createDirectories(modules.resolve("beta-1.0.dist-info"));
    Files.writeString(
        metadata.resolve("METADATA"), "Metadata-Version: 2.1\nName: beta\nVersion: 1.0\n");
    Path active = Files.createDirectories(world.root.resolve("active/bin"));
    Files.createFile(active.resolveSibling("pyvenv.cfg"));
    Files.createDirectories(world.root.resolve("conda/bin"));
    Files.createDirectories(world.root.resolve("conda/conda-meta"));
    world.environment.put("PYTHONPATH", modules.toString());
    world.environment.put("PYTHONHOME", "/nowhere");
    world.environment.put("PYTHONUSERBASE", modules.toString());
    world.environment.put("VIRTUAL_ENV", active.getParent().toString());
    world.environment.put("CONDA_PREFIX", world.root.resolve("conda").toString());
    world.environment.put("__PYVENV_LAUNCHER__", "/nowhere");
    world.environment.put(
        "PATH", active + ":" + world.root.resolve("conda/bin") + ":/usr/bin:/bin");
    Path project = world.project(".", "proj", "1.0", "Requires-Dist: alpha");
    Path seen = world.root.resolve("seen");
    Files.writeString(
        project.resolve("backend.py"),
        "\nopen('"
            + seen
            + "', 'w').write('\\n'.join(f'{k}={v}' for k, v in sorted(os.environ.items())))\n",
        java.nio.file.StandardOpenOption.APPEND);
    List<WheelFile> wheels = world.offline().add(new Project(project, List.of()));
    assertThat(wheels).hasSize(3);
    List<String> variables = Files.readAllLines(seen);
    assertThat(variables)
        .contains("VIRTUAL_ENV=" + world.virtualenv(), "PYTHONNOUSERSITE=1", "PYTHONHASHSEED=0")
        .noneMatch(line -> line.contains("/nowhere") || line.contains(modules.toString()))
        .noneMatch(line -> line.startsWith("CONDA") || line.contains(active.toString()))
        .anyMatch(line -> line.startsWith("PATH=") && line.endsWith("/usr/bin:/bin"));
  }
}
