package org.dhvirtualenv.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SonameTest {
  @ParameterizedTest
  @CsvSource({
    "libz.so.1, libz, 1",
    "libstdc++.so.6, libstdc++, 6",
    "libbz2.so.1.0, libbz2, 1.0",
    "libdb-5.3.so, libdb, 5.3",
    "libfoo-2.so.3, libfoo-2, 3",
    "lib-a-1.so, lib-a, 1",
  })
  void both_forms_have_a_library_and_a_version(String name, String library, String version) {
    assertThat(new Soname(name).parts()).contains(new Soname.Parts(library, version));
  }

  @ParameterizedTest
  @CsvSource({"libplugin.so", "_ext.abi3.so", "libfoo-bar.so", ".so.1"})
  void other_names_have_none(String name) {
    assertThat(new Soname(name).parts()).isEmpty();
  }

  @Test
  void installed_packages_are_spelled_as_dpkg_does() {
    InstalledPackage libc = InstalledPackage.parse("libc6:amd64");
    assertThat(libc.name()).isEqualTo(new PackageName("libc6"));
    assertThat(libc.architecture()).contains("amd64");
    assertThat(libc).hasToString("libc6:amd64");
    InstalledPackage make = InstalledPackage.parse("make");
    assertThat(make).isEqualTo(new InstalledPackage(new PackageName("make"), Optional.empty()));
    assertThat(make).hasToString("make");
  }

  @Test
  void a_relation_knows_its_minimal_version() {
    assertThat(new Relation("libc6 (>= 2.36)").minimum()).contains(new DebianVersion("2.36"));
    assertThat(new Relation("libc6").minimum()).isEmpty();
    assertThat(new Relation("libc6 (= 2.36)").minimum()).isEmpty();
    assertThat(new Relation("a1 (>= 2) | b1").minimum()).isEmpty();
  }

  @Test
  void there_is_no_empty_version_and_no_library_without_a_file() {
    assertThatThrownBy(() -> new DebianVersion("")).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> new DebianVersion("1 2")).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> new SystemLibrary(new Soname("liba.so.1"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new SystemLibrary(new Soname("a"), List.of(Path.of("/a"), Path.of("/b"))).first())
        .isEqualTo(Path.of("/a"));
  }
}
