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
import org.dhvirtualenv.engine.model.ByteSize;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  @TempDir Path source;

  private Optional<String> requirements = Optional.empty();
  private List<String> preinstall = List.of();
  private List<String> extras = List.of();
  private List<String> groups = List.of();
  private List<String> extraPipArgs = List.of();
  private boolean skipInstall;

  private Sources plan() {
    Wishes wishes =
        new Wishes(
            source,
            preinstall,
            requirements,
            extras,
            groups,
            skipInstall,
            extraPipArgs,
            new ByteSize(7),
            PipChoice.DEBIAN,
            new Index(Optional.of("https://u:p@one/"), List.of("https://two/", "https://three/")));
    Path root = source.resolve("debian/app");
    return new Planner()
        .plan(
            new BuildRequest(
                new Target(
                    new PackageName("app"),
                    false,
                    new StagingRoot(root),
                    InstallPath.of("/usr/share/python/app")),
                new Python(
                    "python3", Optional.empty(), SystemSite.HIDDEN, List.of(), List.of(), false),
                wishes,
                new BuildMachine(
                    source,
                    source.resolve("tools"),
                    Path.of("/tmp"),
                    Map.of("CFLAGS", "-O2"),
                    Optional.empty()),
                CommandLinks.NONE,
                List.of(),
                Leniency.NONE,
                false,
                false))
        .sources();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(source.resolve(name), content);
  }

  @Test
  void everything_that_was_asked_for_is_planned() throws IOException {
    write("requirements.txt", "click\n");
    write("setup.py", "");
    preinstall = List.of("a", "b");
    extras = List.of("x", "y", "z");
    extraPipArgs = List.of("--no-deps");
    assertThat(plan())
        .isEqualTo(
            new Sources(
                source,
                List.of("a", "b"),
                Optional.of(source.resolve("requirements.txt")),
                true,
                List.of("x", "y", "z").stream().map(DistributionName::new).toList(),
                List.of(),
                List.of("--no-deps"),
                new ByteSize(7),
                PipChoice.DEBIAN,
                plan().index()));
  }

  @Test
  void the_requirements_file_is_optional_unless_it_was_named() throws IOException {
    write("pyproject.toml", "[project]\nname = 'x'\n");
    assertThat(plan().project()).isTrue();
    assertThat(plan().requirements()).isEmpty();
    write("uv.lock", "");
    assertThat(plan().requirements()).hasValue(source.resolve("uv.lock"));
    requirements = Optional.of("/dev/null");
    assertThat(plan().requirements()).isEmpty();
    requirements = Optional.of("other.txt");
    assertThatThrownBy(this::plan).hasMessageContaining("other.txt' does not exist");
  }

  @Test
  void the_project_can_be_left_out() throws IOException {
    write("setup.py", "");
    write("requirements.txt", "");
    skipInstall = true;
    assertThat(plan().project()).isFalse();
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
    assertThat(plan().project()).isTrue();
  }

  @Test
  void an_extra_has_a_name() throws IOException {
    write("setup.py", "");
    extras = List.of("x] @ file:///etc");
    assertThatThrownBy(this::plan).hasMessageContaining("is not the name of an extra");
  }

  @Test
  void distributions_from_debian_are_named_as_distributions() {
    assertThat(Planner.systemPackages(List.of("PyYAML", "numpy", "zope.interface")))
        .extracting(DistributionName::value)
        .containsExactly("PyYAML", "numpy", "zope.interface");
    assertThatThrownBy(() -> Planner.systemPackages(List.of("numpy>=1")))
        .hasMessageContaining("'numpy>=1' is not the name");
  }

  @Test
  void indexes_travel_in_the_environment_only() throws IOException {
    write("setup.py", "");
    Sources sources = plan();
    assertThat(sources.index().environment())
        .containsEntry("PIP_INDEX_URL", "https://u:p@one/")
        .containsEntry("PIP_EXTRA_INDEX_URL", "https://two/ https://three/");
    assertThat(sources.toString()).doesNotContain("one/").doesNotContain("two/");
  }
}
