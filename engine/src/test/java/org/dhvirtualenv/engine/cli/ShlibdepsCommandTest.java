package org.dhvirtualenv.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.testing.Compiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole page on real objects, with the dpkg of this machine. */
class ShlibdepsCommandTest {
  @TempDir Path temporary;
  private Path source;
  private Path virtualenv;
  private Compiler gcc;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void stage() throws IOException {
    source = temporary.toRealPath();
    virtualenv = Files.createDirectories(source.resolve("debian/app/opt/app"));
    gcc = new Compiler(source);
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("shlibdeps"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("app", "debian/app", "result", "/opt/app"));
    return Main.run(
        arguments.toArray(new String[0]),
        InputStream.nullInputStream(),
        Map.of("PATH", "/usr/bin:/bin"),
        source,
        new PrintWriter(out),
        new PrintWriter(err));
  }

  private void zlibUser() throws IOException, InterruptedException {
    gcc.shared(
        virtualenv.resolve("lib/zed.so"),
        "const char *zlibVersion(void); const char *f(void) { return zlibVersion(); }",
        "-nostdlib",
        "-l:libz.so.1");
  }

  @Test
  void build_dependencies_raise_versions_to_the_highest_that_is_asked() throws Exception {
    Path library = source.resolve("debian/libown1/usr/lib/libown.so.1");
    gcc.shared(library, "int own(void) { return 1; }", "-nostdlib", "-Wl,-soname,libown.so.1");
    Files.createDirectories(source.resolve("debian/libown1/DEBIAN"));
    Files.writeString(
        source.resolve("debian/libown1/DEBIAN/symbols"),
        "libown.so.1 libown1 #MINVER#\n* Build-Depends-Package: libown-dev\n own@Base 1.2\n");
    gcc.shared(
        virtualenv.resolve("lib/user.so"),
        "int own(void); int f(void) { return own(); }",
        "-nostdlib",
        library.toString());
    assertThat(run("--build-dependency=libother-dev=7")).as(err.toString()).isZero();
    assertThat(source.resolve("result")).hasContent("Depends: libown1 (>= 1.2)\nPackage: app\n");
    assertThat(
            run(
                "--build-dependency=libown-dev=9",
                "--build-dependency=libown-dev=1:0.1",
                "--build-dependency=libown-dev=10",
                "--explain"))
        .isZero();
    assertThat(source.resolve("result")).hasContent("Depends: libown1 (>= 1:0.1)\nPackage: app\n");
    assertThat(out.toString())
        .contains("Depends    libown1 (>= 1:0.1) <- libown.so.1 (Build-Depends: libown-dev)");
    assertThat(run("--build-dependency=libown-dev")).isEqualTo(2);
    assertThat(err.toString()).contains("error: 'libown-dev' is no minimal version of a package");
  }

  @Test
  void all_that_is_missing_is_said_at_once_and_the_command_fails_once() throws Exception {
    for (String name : List.of("libone.so.1", "libtwo.so.2")) {
      gcc.shared(
          source.resolve(name), "int f(void) { return 1; }", "-nostdlib", "-Wl,-soname," + name);
    }
    gcc.shared(
        virtualenv.resolve("lib/a.so"),
        "int g(void) { return 1; }",
        "-nostdlib",
        "-Wl,--no-as-needed",
        "./libone.so.1",
        "./libtwo.so.2");
    byte[] object = Files.readAllBytes(virtualenv.resolve("lib/a.so"));
    Files.write(virtualenv.resolve("lib/cut.so"), Arrays.copyOf(object, 900));
    object[18] = (byte) 0xF7;
    object[19] = 0;
    Files.write(virtualenv.resolve("lib/foreign.so"), object);
    assertThat(run("--recommends=nobody")).isEqualTo(3);
    assertThat(out.toString()).contains("warning: no machine code matches 'nobody'");
    assertThat(err.toString().lines().filter(line -> line.contains(": error: ")).toList())
        .hasSize(3)
        .anyMatch(line -> line.contains("what no distribution has installed needs what is neither"))
        .anyMatch(
            line -> line.contains("'/opt/app/lib/cut.so' of no distribution is a damaged ELF"))
        .anyMatch(
            line -> line.contains("'/opt/app/lib/foreign.so' of no distribution is for another"));
    assertThat(err.toString())
        .contains("library 'libone.so.1'", "library 'libtwo.so.2'", "for '/opt/app/lib/a.so'")
        .contains("--ignore-library=libone.so.1");
    assertThat(source.resolve("result")).doesNotExist();
    assertThat(run("--ignore=lib/*.so")).isZero();
  }

  /** The spelling of a shlibs file of debian/shlibs.local decides. */
  @Test
  void a_local_decision_wins() throws Exception {
    zlibUser();
    Files.writeString(source.resolve("debian/shlibs.local"), "libz 1 elsewhere (>= 3), more\n");
    assertThat(run()).as(err.toString()).isZero();
    assertThat(source.resolve("result"))
        .hasContent("Depends: elsewhere (>= 3), more\nPackage: app\n");
  }
}
