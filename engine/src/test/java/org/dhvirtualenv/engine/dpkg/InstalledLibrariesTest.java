package org.dhvirtualenv.engine.dpkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;
import org.dhvirtualenv.engine.relation.Template;
import org.dhvirtualenv.engine.testing.FakeRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledLibrariesTest {
  @TempDir Path temporary;
  private final FakeRunner runner = new FakeRunner();
  private Path own;
  private Path source;
  private Path system;
  private Path info;

  @BeforeEach
  void directories() throws IOException {
    Path root = temporary.toRealPath();
    source = Files.createDirectories(root.resolve("source"));
    own = Files.createDirectories(source.resolve("debian/app"));
    system = Files.createDirectories(root.resolve("lib"));
    info = Files.createDirectories(root.resolve("admin/info"));
  }

  private InstalledLibraries libraries() {
    Path root = info.getParent().getParent();
    ControlFiles control =
        new ControlFiles(source, root.resolve("admin"), root.resolve("etc"), "amd64");
    return new InstalledLibraries(runner, control, own, source);
  }

  private SystemLibrary library(Path... files) throws IOException {
    for (Path file : files) {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, "");
    }
    return new SystemLibrary(new Soname("liba.so.1"), List.of(files));
  }

  @Test
  void a_library_is_known_through_the_package_that_owns_what_it_is_a_link_to() throws IOException {
    Path real = system.resolve("liba.so.1.2");
    library(real);
    Path link = Files.createSymbolicLink(system.resolve("liba.so.1"), real);
    SystemLibrary library = new SystemLibrary(new Soname("liba.so.1"), List.of(link));
    runner.answer("dpkg-query --search", 1, "liba1:amd64: " + real);
    Files.writeString(
        info.resolve("liba1:amd64.symbols"), "liba.so.1 liba1 #MINVER#\n a@Base 1.5\n");
    InstalledLibraries libraries = libraries();
    libraries.expect(List.of(library));
    libraries.learn(List.of(library));
    assertThat(libraries.owners(link)).containsExactly(InstalledPackage.parse("liba1:amd64"));
    assertThat(libraries.symbols(library).orElseThrow().symbol("a@Base")).isPresent();
    assertThat(libraries.shlibs(library)).isEmpty();
    assertThat(runner.asked()).hasSize(1);
  }

  @Test
  void dpkg_is_asked_again_for_what_it_did_not_expect() throws IOException {
    SystemLibrary likely = library(system.resolve("liba.so.1"));
    SystemLibrary other = library(system.resolve("other/liba.so.1"));
    runner.answer("dpkg-query --search -- " + likely.first(), 0, "liba1: " + likely.first());
    runner.answer("dpkg-query --search -- " + other.first(), 0, "liba0: " + other.first());
    InstalledLibraries libraries = libraries();
    libraries.expect(List.of(likely));
    libraries.learn(List.of(likely, other));
    assertThat(libraries.owners(other.first())).containsExactly(InstalledPackage.parse("liba0"));
    assertThat(runner.asked()).hasSize(2);
  }

  @Test
  void a_failure_of_dpkg_arrives_as_what_it_is() throws IOException {
    runner.answer("dpkg-query", 2);
    InstalledLibraries libraries = libraries();
    SystemLibrary library = library(system.resolve("liba.so.1"));
    libraries.expect(List.of(library));
    assertThatThrownBy(() -> libraries.learn(List.of(library)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("dpkg cannot tell");
  }

  /** {@link BuildTrees}. */
  @Test
  void packages_of_the_same_source_are_asked_before_dpkg() throws IOException {
    Path other = source.resolve("debian/liba1");
    SystemLibrary library = library(other.resolve("usr/lib/liba.so.1"));
    Files.createDirectories(other.resolve("DEBIAN"));
    Files.writeString(other.resolve("DEBIAN/shlibs"), "liba 1 liba1 (>= 1.0)\n");
    Files.createDirectories(source.resolve("debian/liba-doc/DEBIAN"));
    InstalledLibraries libraries = libraries();
    assertThat(libraries.buildTrees()).containsExactly(own, other);
    libraries.expect(List.of(library));
    libraries.learn(List.of(library));
    assertThat(libraries.shlibs(library)).contains(Template.parse("liba1 (>= 1.0)"));
    assertThat(libraries.symbols(library)).isEmpty();
    Files.writeString(other.resolve("DEBIAN/symbols"), "liba.so.1 liba1 #MINVER#\n a@Base 1.5\n");
    assertThat(libraries().symbols(library)).isPresent();
    assertThat(runner.asked()).isEmpty();
  }

  @Test
  void apt_knows_which_packages_there_are() {
    runner.answer("apt-cache show --no-all-versions -- git", 0, "Package: git", "Version: 1");
    runner.answer("apt-cache", 100);
    assertThat(libraries().available(new PackageName("git"))).isTrue();
    assertThat(libraries().available(new PackageName("gi"))).isFalse();
  }

  @Test
  void the_archive_may_know_a_library() {
    runner.answer("apt-file", 0, "liba1: /usr/lib/liba.so.1");
    Soname soname = new Soname("liba.so.1");
    assertThat(libraries().suppliers(List.of(soname)))
        .containsOnly(entry(soname, new PackageName("liba1")));
  }
}
