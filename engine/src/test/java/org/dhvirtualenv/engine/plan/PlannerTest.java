package org.dhvirtualenv.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.PipInstall;
import org.dhvirtualenv.engine.phase.SystemSite;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  @TempDir Path source;

  private Optional<String> requirements = Optional.empty();
  private List<String> preinstall = List.of();
  private List<String> extras = List.of();
  private List<String> extraPipArgs = List.of();
  private List<String> systemPackages = List.of();
  private boolean skipInstall;

  private VirtualenvSpec plan() {
    return new Planner()
        .plan(
            new BuildOptions(
                new PackageName("app"),
                false,
                new StagingRoot(source.resolve("debian/app")),
                source,
                InstallPath.of("/usr/share/python/app"),
                "python3",
                requirements,
                preinstall,
                extras,
                extraPipArgs,
                Optional.of("https://u:p@one/"),
                List.of("https://two/", "https://three/"),
                skipInstall,
                false,
                false,
                source.resolve("tools"),
                true,
                List.of(),
                Map.of("CFLAGS", "-O2"),
                source,
                Path.of("/tmp"),
                SystemSite.HIDDEN,
                systemPackages));
  }

  private List<List<String>> arguments() {
    return plan().installs().stream().map(PipInstall::arguments).toList();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(source.resolve(name), content);
  }

  @Test
  void the_order_is_preinstall_requirements_project() throws IOException {
    write("requirements.txt", "click\n");
    write("setup.py", "");
    preinstall = List.of("a", "b");
    extras = List.of("x", "y", "z");
    extraPipArgs = List.of("--no-deps");
    assertThat(arguments())
        .containsExactly(
            List.of("a", "b"),
            List.of("-r", source + "/requirements.txt"),
            List.of(source + "[x,y,z]"));
    assertThat(plan().pipArguments()).containsExactly("--no-deps");
  }

  @Test
  void the_requirements_file_is_optional_unless_it_was_named() throws IOException {
    write("pyproject.toml", "[project]\nname = 'x'\n");
    assertThat(arguments()).containsExactly(List.of(source.toString()));
    requirements = Optional.of("other.txt");
    assertThatThrownBy(this::plan).hasMessageContaining("other.txt' does not exist");
  }

  @Test
  void the_project_can_be_left_out() throws IOException {
    write("setup.py", "");
    write("requirements.txt", "");
    skipInstall = true;
    assertThat(arguments()).hasSize(1);
    extras = List.of("x");
    assertThatThrownBy(this::plan).hasMessageContaining("--extras needs a project");
  }

  @Test
  void tool_settings_alone_are_no_project() throws IOException {
    write("pyproject.toml", "[tool.black]\nline-length = 100\n");
    assertThatThrownBy(this::plan)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("nothing to install: '" + source + "'");
    write("pyproject.toml", "[tool.black]\n[ build-system ]\nrequires = []\n");
    assertThat(arguments()).hasSize(1);
  }

  @Test
  void an_extra_has_a_name() throws IOException {
    write("setup.py", "");
    extras = List.of("x] @ file:///etc");
    assertThatThrownBy(this::plan).hasMessageContaining("is not the name of an extra");
  }

  @Test
  void distributions_from_debian_are_named_as_distributions() throws IOException {
    write("setup.py", "");
    systemPackages = List.of("PyYAML", "numpy", "zope.interface");
    assertThat(plan().systemPackages()).containsExactly("PyYAML", "numpy", "zope.interface");
    systemPackages = List.of("numpy>=1");
    assertThatThrownBy(this::plan).hasMessageContaining("'numpy>=1' is not the name");
  }

  @Test
  void indexes_travel_in_the_environment_only() throws IOException {
    write("setup.py", "");
    VirtualenvSpec spec = plan();
    assertThat(spec.pipEnvironment())
        .containsEntry("PIP_INDEX_URL", "https://u:p@one/")
        .containsEntry("PIP_EXTRA_INDEX_URL", "https://two/ https://three/");
    assertThat(spec.installs().toString()).doesNotContain("one").doesNotContain("two");
  }
}
