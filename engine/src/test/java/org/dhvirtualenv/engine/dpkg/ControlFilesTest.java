package org.dhvirtualenv.engine.dpkg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.relation.LibrarySymbols;
import org.dhvirtualenv.engine.relation.Template;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFilesTest {
  @TempDir Path root;
  private Path info;

  @BeforeEach
  void directories() throws IOException {
    info = Files.createDirectories(root.resolve("admin/info"));
    Files.createDirectories(root.resolve("source/debian"));
    Files.createDirectories(root.resolve("etc/symbols"));
  }

  private ControlFiles control() {
    return new ControlFiles(
        root.resolve("source"), root.resolve("admin"), root.resolve("etc"), "amd64");
  }

  private Optional<LibrarySymbols> symbols(String owner, String soname) {
    return control().symbols(InstalledPackage.parse(owner), new Soname(soname));
  }

  private Optional<List<Template>> shlibs(String owner, String soname) {
    return control().shlibs(InstalledPackage.parse(owner), new Soname(soname));
  }

  @Test
  void a_symbols_file_is_understood() throws IOException {
    Files.writeString(
        info.resolve("libfoo1:amd64.symbols"),
        """
        libfoo.so.1 libfoo1 #MINVER#
        | libfoo1 #MINVER#, libfoo-data
        * Build-Depends-Package: libfoo-dev
         bar@Base 1.2
         new@FOO_2 2.0~rc1 1
        #MISSING: 1.5# gone@Base 1.0
         "with space@Base" 1.4
        libother.so.2 libfoo1 (= 3)
         x@Base 3
        """);
    LibrarySymbols symbols = symbols("libfoo1:amd64", "libfoo.so.1").orElseThrow();
    assertThat(symbols.templates())
        .containsExactly(
            Template.parse("libfoo1 #MINVER#"), Template.parse("libfoo1 #MINVER#, libfoo-data"));
    assertThat(symbols.developmentPackages()).containsExactly("libfoo-dev");
    assertThat(symbols.symbol("new@FOO_2").orElseThrow().template()).isEqualTo(1);
    assertThat(symbols.symbol("gone@Base")).isEmpty();
    assertThat(symbols.symbol("with space@Base")).isPresent();
    assertThat(symbols.smallestVersion()).contains(new DebianVersion("1.0"));
    assertThat(symbols.hasVersion("FOO_2")).isTrue();
    assertThat(symbols.hasVersion("FOO_3")).isFalse();
    assertThat(symbols("libfoo1:amd64", "libbar.so.1")).isEmpty();
  }

  @Test
  void shlibs_files_are_asked_in_the_order_of_dpkg() throws IOException {
    Files.writeString(
        info.resolve("libfoo1.shlibs"), "libfoo 1 libfoo1 (>= 1)\nudeb: libfoo 1 u\n");
    assertThat(shlibs("libfoo1:amd64", "libfoo.so.1")).contains(Template.parse("libfoo1 (>= 1)"));
    Files.writeString(
        root.resolve("etc/shlibs.override"), "libfoo 1 override\ndeb: libfoo 1 typed\n");
    assertThat(shlibs("libfoo1:amd64", "libfoo.so.1")).contains(Template.parse("typed"));
    Files.writeString(root.resolve("source/debian/shlibs.local"), "# mine\nlibfoo 1 local, more\n");
    assertThat(shlibs("libfoo1:amd64", "libfoo.so.1")).contains(Template.parse("local, more"));
    assertThat(shlibs("libfoo1:amd64", "libfoo-2.so")).isEmpty();
  }

  @Test
  void a_local_decision_hides_the_symbols_file() throws IOException {
    Files.writeString(info.resolve("libfoo1.symbols"), "libfoo.so.1 libfoo1\n a@Base 1\n");
    assertThat(symbols("libfoo1", "libfoo.so.1")).isPresent();
    Files.writeString(root.resolve("source/debian/shlibs.local"), "libfoo 1 mine\n");
    assertThat(symbols("libfoo1", "libfoo.so.1")).isEmpty();
  }
}
