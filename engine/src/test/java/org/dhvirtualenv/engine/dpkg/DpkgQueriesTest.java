package org.dhvirtualenv.engine.dpkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.testing.FakeRunner;
import org.junit.jupiter.api.Test;

/** What dpkg's programs answer, and that a failing one is never taken for an answer. */
class DpkgQueriesTest {
  private final FakeRunner runner = new FakeRunner();

  @Test
  void owners_are_read_and_diversions_are_not() {
    runner.answer(
        "dpkg-query --search -- /lib/a\\[1].so",
        1,
        "diversion by libd from: /lib/libc.so.6",
        "local diversion to: /lib/x",
        "liba:amd64, liba:i386: /lib/a[1].so");
    assertThat(new PackageOwners(runner).of(List.of(Path.of("/lib/a[1].so"))))
        .hasSize(1)
        .containsEntry(
            Path.of("/lib/a[1].so"),
            List.of(InstalledPackage.parse("liba:amd64"), InstalledPackage.parse("liba:i386")));
    assertThat(new PackageOwners(runner).of(List.of())).isEmpty();
    assertThat(runner.asked()).hasSize(1);
  }

  @Test
  void a_database_that_dpkg_cannot_read_is_no_answer() {
    runner.answer("dpkg-query", 2);
    assertThatThrownBy(() -> new PackageOwners(runner).of(List.of(Path.of("/a"))))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ExitCode.TOOL);
              assertThat(e).hasMessageContaining("(status 2): dpkg-query --search");
              assertThat(e.hint()).contains("dpkg --audit");
            });
  }

  @Test
  void the_architecture_comes_from_the_environment_or_from_dpkg() {
    Map<String, String> variables = Map.of("DEB_HOST_ARCH", "armhf", "DEB_BUILD_ARCH", "amd64");
    runner.answer("dpkg-architecture -qDEB_HOST_MULTIARCH", 0, "arm-linux-gnueabihf");
    assertThat(HostArchitecture.of(name -> Optional.ofNullable(variables.get(name)), runner))
        .isEqualTo(new HostArchitecture("armhf", "arm-linux-gnueabihf", true));
  }

  @Test
  void an_architecture_that_dpkg_does_not_tell_is_a_failure() {
    runner.answer("dpkg-architecture", 127);
    assertThatThrownBy(() -> HostArchitecture.of(name -> Optional.empty(), runner))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ExitCode.TOOL);
              assertThat(e).hasMessageContaining("dpkg-architecture -qDEB_HOST_ARCH");
              assertThat(e.hint()).contains("install dpkg-dev");
            });
  }

  @Test
  void apt_file_names_packages_if_it_can() {
    runner.answer(
        "apt-file --regexp search -- ^/(usr/)?lib/([^/]+/)?(liba\\.so\\.1|lib\\+b\\.so)$",
        0,
        "",
        "liba1: /usr/lib/x86_64-linux-gnu/liba.so.1",
        "liba1-old: /usr/lib/liba.so.1");
    ContentsIndex index = new ContentsIndex(runner);
    Soname soname = new Soname("liba.so.1");
    assertThat(index.packagesWith(List.of(soname, new Soname("lib+b.so"))))
        .containsOnly(entry(soname, new PackageName("liba1")));
    runner.answer("apt-file", 3);
    assertThat(index.packagesWith(List.of(new Soname("libc.so.1")))).isEmpty();
  }
}
