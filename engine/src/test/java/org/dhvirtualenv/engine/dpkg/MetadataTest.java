package org.dhvirtualenv.engine.dpkg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataTest {
  @TempDir Path root;
  private Path info;

  @BeforeEach
  void directories() throws IOException {
    info = Files.createDirectories(root.resolve("admin/info"));
    Files.createDirectories(root.resolve("source/debian"));
    Files.createDirectories(root.resolve("etc/symbols"));
  }

  private LibraryMetadata metadata() {
    return new LibraryMetadata(
        root.resolve("source"),
        root.resolve("admin"),
        root.resolve("etc"),
        root.resolve("Object.pm"),
        "amd64");
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
    LibrarySymbols symbols = metadata().symbols("libfoo1:amd64", "libfoo.so.1").orElseThrow();
    assertThat(symbols.templates())
        .containsExactly("libfoo1 #MINVER#", "libfoo1 #MINVER#, libfoo-data");
    assertThat(symbols.fields()).containsEntry("Build-Depends-Package", "libfoo-dev");
    assertThat(symbols.symbol("new@FOO_2").orElseThrow().template()).isEqualTo(1);
    assertThat(symbols.symbol("gone@Base")).isEmpty();
    assertThat(symbols.symbol("with space@Base")).isPresent();
    assertThat(symbols.smallestVersion()).hasToString("1.0");
    assertThat(symbols.hasVersion("FOO_2")).isTrue();
    assertThat(symbols.hasVersion("FOO_3")).isFalse();
    assertThat(metadata().symbols("libfoo1:amd64", "libbar.so.1")).isEmpty();
  }

  @Test
  void shlibs_files_are_asked_in_the_order_of_dpkg() throws IOException {
    Files.writeString(
        info.resolve("libfoo1.shlibs"), "libfoo 1 libfoo1 (>= 1)\nudeb: libfoo 1 u\n");
    assertThat(metadata().shlibs("libfoo1:amd64", "libfoo.so.1")).contains("libfoo1 (>= 1)");
    Files.writeString(
        root.resolve("etc/shlibs.override"), "libfoo 1 override\ndeb: libfoo 1 typed\n");
    assertThat(metadata().shlibs("libfoo1:amd64", "libfoo.so.1")).contains("typed");
    Files.writeString(root.resolve("source/debian/shlibs.local"), "# mine\nlibfoo 1 local, more\n");
    assertThat(metadata().shlibs("libfoo1:amd64", "libfoo.so.1")).contains("local, more");
    assertThat(metadata().shlibs("libfoo1:amd64", "libfoo-2.so")).isEmpty();
  }

  @Test
  void newer_dpkg_counts_symbol_versions() throws IOException {
    assertThat(metadata().countsVersions()).isFalse();
    Files.writeString(root.resolve("Object.pm"), "sub parse_objdump {}\n");
    assertThat(metadata().countsVersions()).isFalse();
    Files.writeString(root.resolve("Object.pm"), "sub add_verneed_symbol\n{\n}\n");
    assertThat(metadata().countsVersions()).isTrue();
  }

  @Test
  void a_local_decision_hides_the_symbols_file() throws IOException {
    Files.writeString(info.resolve("libfoo1.symbols"), "libfoo.so.1 libfoo1\n a@Base 1\n");
    assertThat(metadata().symbols("libfoo1", "libfoo.so.1")).isPresent();
    Files.writeString(root.resolve("source/debian/shlibs.local"), "libfoo 1 mine\n");
    assertThat(metadata().symbols("libfoo1", "libfoo.so.1")).isEmpty();
  }

  @Test
  void build_dependencies_give_minimal_versions() throws IOException {
    Path control = root.resolve("source/debian/control");
    Files.writeString(
        control,
        """
        Source: x
        Build-Depends: debhelper (>= 13), liba-dev (>= 1:2) [amd64],
         libb-dev (>= 3) [!amd64] | libc-dev:any (>> 4),
        # a comment
         libd-dev (<< 9)
        Build-Depends-Arch: liba-dev (>= 1:3)

        Package: x
        Depends: libe (>= 5)
        """);
    BuildDependencies found = new BuildDependencies(control, "amd64");
    assertThat(found.minimalVersion("liba-dev")).contains(new DebianVersion("1:3"));
    assertThat(found.minimalVersion("libb-dev")).isEmpty();
    assertThat(found.minimalVersion("libc-dev")).contains(new DebianVersion("4"));
    assertThat(found.minimalVersion("libd-dev")).isEmpty();
    assertThat(found.minimalVersion("libe")).isEmpty();
  }

  @Test
  void owners_are_read_and_diversions_are_not() {
    CommandRunner dpkg =
        new CommandRunner() {
          @Override
          public CommandResult run(Command command) {
            throw new AssertionError(command);
          }

          @Override
          public CommandResult query(Command command) {
            assertThat(command.arguments()).contains("/lib/a\\[1].so");
            return new CommandResult(
                1,
                List.of(
                    "diversion by libd from: /lib/libc.so.6",
                    "local diversion to: /lib/x",
                    "liba:amd64, liba:i386: /lib/a[1].so"));
          }
        };
    assertThat(new PackageOwners(dpkg).of(List.of(Path.of("/lib/a[1].so"))))
        .hasSize(1)
        .containsEntry(Path.of("/lib/a[1].so"), List.of("liba:amd64", "liba:i386"));
  }
}
