package org.dhvirtualenv.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  @ParameterizedTest
  @ValueSource(strings = {"ab", "0ad", "libstdc++6", "python3.11", "a-b"})
  void package_names_follow_policy(String name) {
    assertThat(new PackageName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "Ab", "-ab", "a_b", "a/b", "../x"})
  void other_package_names_are_refused(String name) {
    assertThatThrownBy(() -> new PackageName(name))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "relative", "/a/..", "", "/a\u0000b"})
  void install_paths_are_absolute_and_below_the_root(String path) {
    assertThatThrownBy(() -> InstallPath.of(path)).isInstanceOf(EngineException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "/x", ".", "", "a/../../b", "a\u0000b"})
  void nothing_resolves_out_of_an_install_path(String child) {
    assertThatThrownBy(() -> InstallPath.of("/opt/venvs").resolve(child))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void an_install_path_is_normalised() {
    assertThat(InstallPath.of("/opt//venvs/./x/../y/")).isEqualTo(InstallPath.of("/opt/venvs/y"));
    assertThat(InstallPath.of("/opt").resolve("a/b")).hasToString("/opt/a/b");
  }

  @Test
  void a_staging_root_translates_both_ways() {
    StagingRoot staging = new StagingRoot(Path.of("/build/debian/app"));
    InstallPath place = InstallPath.of("/usr/share/python/app");
    Path staged = Path.of("/build/debian/app/usr/share/python/app");
    assertThat(staging.locate(place)).isEqualTo(staged);
    assertThat(staging.installed(staged)).isEqualTo(place);
    assertThat(staging.contains(staged)).isTrue();
    assertThat(staging.contains(Path.of("/build/debian/app-doc/x"))).isFalse();
  }
}
