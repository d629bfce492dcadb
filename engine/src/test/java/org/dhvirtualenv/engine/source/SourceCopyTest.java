package org.dhvirtualenv.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finding.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCopyTest {
  @TempDir Path directory;

  private SourceFixture fixture;
  private Path source;

  @BeforeEach
  void create() throws IOException {
    fixture = new SourceFixture(directory);
    source = fixture.source;
  }

  private Map<String, String> copied() throws IOException {
    return SourceFixture.tree(fixture.copy().directory());
  }

  @Test
  void everything_is_there_under_the_name_of_the_original() throws IOException {
    fixture.write("pyproject.toml", "[project]\n");
    fixture.write("src/app/__init__.py", "x = 1\n");
    fixture.write("src/app/_version.py", "generated");
    fixture.write("app.egg-info/SOURCES.txt", "src/app/data");
    fixture.write("node_modules/left-pad/index.js", "");
    fixture.write("debian/rules", "");
    fixture.write("empty/.keep", "");
    Files.delete(source.resolve("empty/.keep"));
    SourceCopy copy = fixture.copy();
    assertThat(copy.directory()).isEqualTo(fixture.home.resolve("app-1.0"));
    assertThat(SourceFixture.tree(copy.directory())).isEqualTo(SourceFixture.tree(source));
    assertThat(copy.directory().resolve("src/app/__init__.py")).hasContent("x = 1\n");
    assertThat(copy.remarks()).isEmpty();
    assertThat(copy.locate(source.resolve("src"))).isEqualTo(copy.directory().resolve("src"));
    assertThat(copy.locate(source)).isEqualTo(copy.directory());
    assertThat(copy.locate(source.resolve("nowhere"))).isEqualTo(source.resolve("nowhere"));
    assertThat(copy.locate(Path.of("/etc/passwd"))).isEqualTo(Path.of("/etc/passwd"));
  }

  @Test
  void arguments_of_pip_name_the_copy() throws IOException {
    fixture.write("lib/setup.py", "");
    fixture.write("requirements.txt", "");
    SourceCopy copy = fixture.copy();
    Path lib = source.resolve("lib");
    Path its = copy.directory().resolve("lib");
    assertThat(
            Stream.of(
                    source + "[x,y]",
                    "-e " + lib,
                    "--editable=" + lib,
                    "x[a]@file://" + lib + "[b]",
                    "  file:" + lib + "/ ; python_version > '3'",
                    "x @ file://localhost" + lib + "#egg=x  # why",
                    lib + " --hash=sha256:1 \\")
                .map(copy::translate))
        .containsExactly(
            copy.directory() + "[x,y]",
            "-e " + its,
            "--editable=" + its,
            "x[a]@file://" + its + "[b]",
            "  file://" + its + " ; python_version > '3'",
            "x @ file://" + its + "#egg=x  # why",
            its + " --hash=sha256:1 \\");
    assertThat(copy.translate("-r" + source + "/requirements.txt"))
        .isEqualTo("-r" + copy.directory() + "/requirements.txt");
    for (String other :
        List.of(
            "-r", "click==8.1", "/etc", "--find-links=" + lib, "https://h" + lib, lib + "/none")) {
      assertThat(copy.translate(other)).isEqualTo(other);
    }
  }

  @Test
  void absolute_paths_in_requirements_files_lead_to_the_copy() throws IOException {
    fixture.write("my lib/setup.py", "");
    fixture.write("lib/setup.py", "");
    fixture.write("../beside/setup.py", "");
    Path beside = source.resolveSibling("beside");
    fixture.write("sub/more.txt", "-e " + source + "/lib[x]\r\n-e " + beside + "\nclick==8.1");
    fixture.write("requirements.txt", "-r sub/more.txt\n-c" + source + "/sub/more.txt\n# more\n");
    fixture.write("../shared.txt", "lib @ file://" + source + "/my%20lib#egg=lib # why\n");
    fixture.requirements = List.of(source.resolveSibling("shared.txt"));
    fixture.shell("git init -q; git add .; git commit -qm one; git tag v1");
    SourceCopy copy = fixture.copy();
    Path its = copy.directory();
    assertThat(its.resolve("sub/more.txt"))
        .hasContent("-e " + its + "/lib[x]\r\n-e " + its.resolveSibling("beside") + "\nclick==8.1");
    assertThat(its.resolve("requirements.txt"))
        .hasContent("-r sub/more.txt\n-c" + its + "/sub/more.txt\n# more\n");
    assertThat(copy.locate(fixture.requirements.get(0)))
        .hasContent("lib @ file://" + its + "/my%20lib#egg=lib # why\n");
    assertThat(its.resolveSibling("beside/setup.py")).isRegularFile();
    assertThat(fixture.shell(its, "git describe --tags --dirty; git status --porcelain"))
        .containsExactly("v1");
    assertThat(source.resolve("sub/more.txt"))
        .hasContent("-e " + source + "/lib[x]\r\n-e " + beside + "\nclick==8.1");
  }

  @Test
  void modes_and_times_are_those_of_the_original() throws IOException {
    fixture.shell(
        "umask 0; mkdir d; for m in 444 644 755 600 777 4750; do touch d/$m; chmod $m d/$m; done;"
            + " head -c 3000000 /dev/zero >d/large; chmod 751 d/large; cp -p d/large d/locked;"
            + " chmod 440 d/locked; chmod 750 d; touch -d @1000000000.25 d/* d");
    Path copy = fixture.copy().directory();
    String list = "find d -printf '%p %m %T@\\n' | sort";
    List<String> expected =
        fixture.shell(list).stream()
            .map(line -> line.replace(" 444 ", " 644 ").replace(" 440 ", " 640 "))
            .map(line -> line.replace(" 4750 ", " 750 "))
            .toList();
    assertThat(fixture.shell(copy, list)).isEqualTo(expected);
    assertThat(fixture.shell(copy, "find . -newermt @1000000001")).hasSize(1);
  }

  @Test
  void a_copy_shares_nothing_with_the_original() throws IOException {
    fixture.write("a", "old");
    fixture.write("large", "x".repeat(2_000_000));
    fixture.shell("ln a b; ln large large2; ln -s a inside; ln -s $PWD/a absolute");
    Path copy = fixture.copy().directory();
    fixture.shell(copy, "for f in a b large large2 inside absolute; do echo new >$f; done");
    assertThat(source.resolve("a")).hasContent("old");
    assertThat(Files.size(source.resolve("large"))).isEqualTo(2_000_000);
    assertThat(fixture.shell(copy, "find . -type f -links +1")).isEmpty();
  }

  @Test
  void links_mean_what_they_meant() throws IOException {
    Path outside = Files.createDirectories(directory.toRealPath().resolve("common/deep"));
    Files.writeString(outside.resolve("file"), "");
    fixture.write("pkg/mod.py", "");
    fixture.shell(
        "ln -s pkg/mod.py inside; ln -s ../pkg pkg/self; ln -s ../../common pkg/out;"
            + " ln -s ../app-1.0/pkg back; ln -s $PWD/pkg absolute; ln -s /etc/passwd system;"
            + " ln -s nowhere dangling; ln -s ../nowhere/else dangling-outside;"
            + " ln -s ../common/deep nested; ln -s nested/../../app-1.0/pkg around;"
            + " ln -s pkg/../pkg/mod.py detour; ln -s loop loop");
    SourceCopy copy = fixture.copy();
    Map<String, String> tree = SourceFixture.tree(copy.directory());
    assertThat(tree)
        .containsEntry("inside", "-> pkg/mod.py")
        .containsEntry("pkg/self", "-> ../pkg")
        .containsEntry("pkg/out", "-> " + outside.getParent())
        .containsEntry("back", "-> " + copy.directory().resolve("pkg"))
        .containsEntry("absolute", "-> " + copy.directory().resolve("pkg"))
        .containsEntry("system", "-> /etc/passwd")
        .containsEntry("dangling", "-> nowhere")
        .containsEntry("dangling-outside", "-> " + directory.toRealPath() + "/nowhere/else")
        .containsEntry("nested", "-> " + outside)
        .containsEntry("around", "-> " + copy.directory().resolve("pkg"))
        .containsEntry("loop", "-> loop");
    assertThat(copy.directory().resolve("detour").toRealPath())
        .isEqualTo(copy.directory().resolve("pkg/mod.py"));
  }

  @Test
  void what_earlier_builds_and_tools_left_is_not_copied() throws IOException {
    fixture.write("setup.py", "");
    fixture.write("app/__init__.py", "");
    Map<String, String> expected = SourceFixture.tree(source);
    fixture.write("app/__pycache__/__init__.cpython-311.pyc", "");
    fixture.write("build/lib/old.py", "");
    fixture.write("build/lib.linux-x86_64-cpython-311/old.so", "");
    fixture.write("build/bdist.linux-x86_64/wheel/x", "");
    fixture.write("build/temp.linux-x86_64-cpython-311/x.o", "");
    fixture.write("build/scripts-3.11/old", "");
    fixture.write(".tox/py311/x", "");
    fixture.shell("python3 -m venv --without-pip env");
    SourceCopy copy = fixture.copy();
    Map<String, String> tree = SourceFixture.tree(copy.directory());
    assertThat(tree.remove("build")).isEqualTo("/");
    assertThat(tree).isEqualTo(expected);
    assertThat(copy.remarks().stream().map(Finding::what).toList())
        .hasSize(2)
        .anyMatch(what -> what.startsWith("'" + source + "/build/bdist.linux-x86_64', '"))
        .anyMatch(what -> what.startsWith("'" + source + "/env': a virtualenv"));
  }

  @Test
  void a_build_directory_may_be_source() throws IOException {
    fixture.write("build/__init__.py", "");
    fixture.write("build/lib/__init__.py", "");
    fixture.write("pyproject.toml", "");
    fixture.write("web/setup.cfg", "");
    fixture.write("web/build/lib/bundle.js", "");
    fixture.write("cmake/build/lib/libx.so", "");
    fixture.write("src/build/lib/x.py", "");
    assertThat(copied()).isEqualTo(SourceFixture.tree(source));
  }

  @Test
  void nothing_of_debhelper_is_copied() throws IOException {
    fixture.write("debian/control", "Source: x\n\nPackage: app\nArchitecture: all\n\npackage: b\n");
    Map<String, String> expected = SourceFixture.tree(source);
    String killed = "dh_virtualenv.0123456789abcdef";
    for (String name : List.of("app", "b", ".debhelper", "tmp", "elsewhere/root", killed)) {
      fixture.write("debian/" + name + "/DEBIAN/control", "");
    }
    fixture.leftOut = Set.of(source.resolve("debian/elsewhere"));
    assertThat(copied()).isEqualTo(expected);
  }

  @Test
  void debian_may_lie_below_the_source_directory() throws IOException {
    fixture.write("setup.py", "");
    fixture.write("packaging/debian/control", "Source: x\n\nPackage: app\n");
    Map<String, String> expected = SourceFixture.tree(source);
    fixture.write("packaging/debian/app/usr/x", "");
    fixture.write("packaging/debian/.debhelper/x", "");
    fixture.buildTree = source.resolve("packaging");
    assertThat(copied()).isEqualTo(expected);
  }

  @Test
  void the_copy_may_lie_in_the_source_directory() throws IOException {
    fixture.write("setup.py", "");
    Path home = Files.createDirectories(source.resolve("tmp/private/source"));
    fixture.leftOut = Set.of(source.resolve("tmp/private"));
    SourceCopy copy = fixture.copy(source, home);
    assertThat(SourceFixture.tree(copy.directory())).containsOnlyKeys("setup.py", "tmp");
  }

  @Test
  void special_files_are_left_out_with_a_note() throws IOException {
    fixture.write("setup.py", "");
    fixture.shell("mkfifo fifo; mknod null c 1 3 || mkfifo null");
    SourceCopy copy = fixture.copy();
    assertThat(SourceFixture.tree(copy.directory())).containsOnlyKeys("setup.py");
    assertThat(copy.remarks().get(0).what())
        .startsWith("'" + source + "/fifo', '" + source + "/null': no file");
  }

  @Test
  void names_need_not_be_utf8_and_holes_stay_holes() throws IOException {
    fixture.shell(
        "mkdir \"$(printf 'd\\351')\"; touch \"$(printf 'd\\351/f\\377')\" ' \"$;'"
            + "; ln -s \"$(printf 'd\\351')\" link; truncate -s 4G sparse;"
            + " head -c 2000000 /dev/zero >\"$(printf 'd\\351/large')\"");
    Path copy = fixture.copy().directory();
    assertThat(fixture.shell(copy, "find . -printf '%p %s\\n' -path './d*' -prune | sort"))
        .isEqualTo(fixture.shell("find . -printf '%p %s\\n' -path './d*' -prune | sort"));
    assertThat(fixture.shell(copy, "ls d*; ls link/")).hasSize(4);
    assertThat(fixture.shell(copy, "du -k sparse | cut -f1")).containsExactly("0");
  }

  @Test
  void a_source_named_through_a_link_is_found() throws IOException {
    fixture.write("setup.py", "");
    Path link = directory.toRealPath().resolve("link");
    Files.createSymbolicLink(link, source);
    SourceCopy copy = fixture.copy(link, fixture.home);
    assertThat(copy.directory()).isEqualTo(fixture.home.resolve("app-1.0"));
    assertThat(copy.locate(link.resolve("setup.py")))
        .isEqualTo(copy.directory().resolve("setup.py"));
  }

  @Test
  void the_root_directory_is_no_source() {
    assertThatThrownBy(() -> fixture.copy(Path.of("/"), fixture.home))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("root directory");
  }

  @Test
  void files_that_vanish_do_no_harm() throws Exception {
    for (int i = 0; i < 3000; i++) {
      fixture.write("d" + i % 100 + "/f" + i, "x");
    }
    fixture.write("setup.py", "");
    Thread editor = new Thread(() -> fixture.shell("for i in $(seq 99 -1 0); do rm -r d$i; done"));
    editor.start();
    Path copy = fixture.copy().directory();
    editor.join();
    assertThat(copy.resolve("setup.py")).exists();
    Trees.delete(copy);
    assertThat(copy).doesNotExist();
  }
}
