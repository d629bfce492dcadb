package org.dhvirtualenv.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dhvirtualenv.engine.wheel.TestTree.SITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelInstallerTest {
  @TempDir Path directory;

  private static String script(String python, String module, String imported, String function) {
    return "#!"
        + python
        + "\n# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom "
        + module
        + " import "
        + imported
        + "\nif __name__ == '__main__':\n"
        + "    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n"
        + "    sys.exit("
        + function
        + "())\n";
  }

  @Test
  void every_part_of_a_wheel_has_its_place() throws IOException {
    TestTree tree = new TestTree(directory);
    List<String> before = tree.listing();
    TestWheel wheel = new TestWheel("De.mo", "1.0");
    List<InstalledWheel> installed =
        tree.install(
            wheel
                .requested()
                .directUrl("{\"url\": \"https://example.org/demo.git\"}")
                .file("demo/__init__.py", "x = 1\n".repeat(100))
                .file("demo/empty.py", "")
                .program("demo/tool", "#!/bin/sh\n")
                .file("demo/", "")
                .file(wheel.data("purelib/pure.py"), "")
                .file(wheel.data("platlib/plat.so"), "\u007fELF")
                .file(wheel.data("headers/demo.h"), "#define X\n")
                .file(wheel.data("data/share/demo/x.txt"), "x\n")
                .file(wheel.data("scripts/run"), "#!python -E\nprint(1)\n")
                .file(wheel.data("scripts/native"), "\u007fELF\0")
                .file(
                    wheel.info("entry_points.txt"),
                    "[console_scripts]\ndemo = demo.cli:main.run [fast, more]\n"
                        + "[gui_scripts]\ndemo-gui=demo:gui\n[other]\nnonsense\n"));
    assertThat(tree.added(before))
        .containsExactly(
            "D @/De.mo-1.0.dist-info",
            "D @/demo",
            "D include/site",
            "D include/site/python3.11",
            "D include/site/python3.11/De.mo",
            "D share",
            "D share/demo",
            "F @/De.mo-1.0.dist-info/INSTALLER",
            "F @/De.mo-1.0.dist-info/METADATA",
            "F @/De.mo-1.0.dist-info/RECORD",
            "F @/De.mo-1.0.dist-info/REQUESTED",
            "F @/De.mo-1.0.dist-info/WHEEL",
            "F @/De.mo-1.0.dist-info/direct_url.json",
            "F @/De.mo-1.0.dist-info/entry_points.txt",
            "F @/demo/__init__.py",
            "F @/demo/empty.py",
            "F @/demo/tool rwxr-xr-x",
            "F @/plat.so",
            "F @/pure.py",
            "F bin/demo rwxr-xr-x",
            "F bin/demo-gui rwxr-xr-x",
            "F bin/native rwxr-xr-x",
            "F bin/run rwxr-xr-x",
            "F include/site/python3.11/De.mo/demo.h",
            "F share/demo/x.txt");
    assertThat(tree.read("bin/demo"))
        .isEqualTo(script("/opt/app/bin/python3", "demo.cli", "main", "main.run"));
    assertThat(tree.read("bin/demo-gui"))
        .isEqualTo(script("/opt/app/bin/python3", "demo", "gui", "gui"));
    assertThat(tree.read("bin/run")).isEqualTo("#!/opt/app/bin/python3\nprint(1)\n");
    assertThat(installed).hasSize(1);
    String record = tree.read(SITE + "/De.mo-1.0.dist-info/RECORD");
    assertThat(record)
        .isEqualTo(RecordWriter.format(installed.get(0).rows()))
        .contains("\nDe.mo-1.0.dist-info/RECORD,,\n")
        .contains("../../../bin/demo,sha256=");
    assertThat(record.lines()).isSorted().hasSize(18);
    RecordAudit.check(tree);
    assertThat(tree.findings.sorted()).isEmpty();
  }

  @Test
  void what_a_wheel_says_about_its_installation_is_not_believed() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    tree.install(
        wheel
            .file(wheel.info("INSTALLER"), "somebody\n")
            .file(wheel.info("REQUESTED"), "")
            .file(wheel.info("direct_url.json"), "{\"url\": \"https://evil\"}"));
    assertThat(tree.read(SITE + "/demo-1.dist-info/INSTALLER")).isEqualTo("dh-python-virtualenv\n");
    assertThat(tree.path(SITE + "/demo-1.dist-info/REQUESTED")).doesNotExist();
    assertThat(tree.path(SITE + "/demo-1.dist-info/direct_url.json")).doesNotExist();
    RecordAudit.check(tree);
  }

  @Test
  void a_long_place_and_one_with_a_blank_get_a_trampoline() throws IOException {
    for (String place : List.of("/opt/" + "d".repeat(120), "/opt/my app")) {
      TestTree tree = new TestTree(directory.resolve(place.substring(5, 8)), place);
      TestWheel wheel = new TestWheel("demo", "1");
      tree.install(
          wheel
              .file(wheel.data("scripts/run"), "#!pythonw\nx\n")
              .file(wheel.info("entry_points.txt"), "[console_scripts]\ndemo=demo:x\n"));
      String beginning = "#!/bin/sh\n'''exec' \"" + place + "/bin/python3\" \"$0\" \"$@\"\n' '''\n";
      assertThat(tree.read("bin/run")).isEqualTo(beginning + "x\n");
      assertThat(tree.read("bin/demo")).startsWith(beginning + "# -*- coding");
      RecordAudit.check(tree);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#!python\\nx|#!P\\nx",
        "#!pythonw -u\\r\\nx|#!P\\nx",
        "#!python|#!P\\n",
        "#!/usr/bin/env python3\\nx|#!P\\nx",
        "#!/usr/bin/python2.7 -E\\nx|#!P -E\\nx",
        "#!/bin/sh\\nx|#!/bin/sh\\nx",
        "#!/usr/bin/env perl\\nx|#!/usr/bin/env perl\\nx",
        "#!/usr/bin/env python3\\nx\\0|#!/usr/bin/env python3\\nx\\0",
        "#!python\\nPK\\0|#!P\\nPK\\0",
        "none|none",
      })
  void the_first_line_of_a_script(String before, String after) throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    tree.install(wheel.file(wheel.data("scripts/run"), unescaped(before)));
    assertThat(tree.read("bin/run")).isEqualTo(unescaped(after));
    RecordAudit.check(tree);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\0", "\0")
        .replace("#!P", "#!/opt/app/bin/python3");
  }

  @Test
  void a_large_script_keeps_its_content() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    String rest = "0123456789abcdef".repeat(400_000);
    tree.install(
        wheel
            .file(wheel.data("scripts/archive"), "#!python\n" + rest)
            .file(wheel.data("scripts/program"), "\u007fELF" + rest));
    assertThat(tree.read("bin/archive")).isEqualTo("#!/opt/app/bin/python3\n" + rest);
    assertThat(tree.read("bin/program")).isEqualTo("\u007fELF" + rest);
    RecordAudit.check(tree);
  }

  @Test
  void scripts_of_setuptools_for_an_entry_point_are_left_out() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    tree.install(
        wheel
            .file(wheel.data("scripts/demo"), "#!python\nold\n")
            .file(wheel.data("scripts/demo-script.py"), "#!python\nold\n")
            .file(wheel.data("scripts/other"), "#!python\nkept\n")
            .file(wheel.info("entry_points.txt"), "[console_scripts]\ndemo = demo:main\n"));
    assertThat(tree.read("bin/demo")).contains("from demo import main");
    assertThat(tree.path("bin/demo-script.py")).doesNotExist();
    assertThat(tree.path("bin/other")).exists();
    RecordAudit.check(tree);
  }

  @Test
  void pip_gets_the_names_of_the_interpreter_that_runs_it() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("pip", "1");
    List<String> before = tree.listing();
    tree.install(
        wheel.file(
            wheel.info("entry_points.txt"),
            "[console_scripts]\npip=p:main\npip2.7=p:main\neasy_install=e:main\n"
                + "easy_install-2.7=e:main\nother=o:main\n"));
    assertThat(tree.added(before))
        .filteredOn(line -> line.contains("bin/"))
        .containsExactly(
            "F bin/easy_install rwxr-xr-x",
            "F bin/easy_install-3.11 rwxr-xr-x",
            "F bin/other rwxr-xr-x",
            "F bin/pip rwxr-xr-x",
            "F bin/pip3 rwxr-xr-x",
            "F bin/pip3.11 rwxr-xr-x");
  }

  @Test
  void names_that_are_not_ascii_are_those_that_record_lists() throws IOException {
    TestTree tree = new TestTree(directory);
    tree.install(
        new TestWheel("demo", "1")
            .file("a\u00e4.txt", "flagged")
            .file("b\u00e4.txt", "not flagged", member -> member.flags = 0)
            .file(
                "c\u00e4.txt",
                "old code page",
                member -> {
                  member.flags = 0;
                  member.name = new byte[] {'c', (byte) 0x84, '.', 't', 'x', 't'};
                  member.localName = member.name;
                }));
    assertThat(tree.read(SITE + "/a\u00e4.txt")).isEqualTo("flagged");
    assertThat(tree.read(SITE + "/b\u00e4.txt")).isEqualTo("not flagged");
    assertThat(tree.read(SITE + "/c\u00e4.txt")).isEqualTo("old code page");
    RecordAudit.check(tree);
  }

  @Test
  void odd_but_valid_rows_of_record() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    tree.install(
        wheel
            .file("with, comma and \"quotes\".txt", "x")
            .file("./dot//x.txt", "x")
            .file(wheel.info("RECORD.jws"), "{}")
            .row("gone.txt,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0")
            .row("/outside,,"));
    assertThat(tree.path(SITE + "/dot/x.txt")).exists();
    assertThat(tree.path(SITE + "/demo-1.dist-info/RECORD.jws")).exists();
    RecordAudit.check(tree);
    assertThat(tree.findings.sorted())
        .extracting(finding -> finding.what())
        .containsExactly(
            "RECORD of demo lists '/outside', which the wheel does not have",
            "RECORD of demo lists 'gone.txt', which the wheel does not have");
  }

  @Test
  void other_hashes_than_the_usual_one_are_kept() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    StringBuilder rows = new StringBuilder();
    for (String file : List.of("METADATA", "WHEEL")) {
      byte[] content =
          (file.equals("WHEEL")
                  ? "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
                  : "Metadata-Version: 2.1\nName: demo\nVersion: 1\n")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      String hash =
          java.util.Base64.getUrlEncoder()
              .encodeToString(RecordedHash.digest("SHA-512").digest(content));
      rows.append(wheel.info(file)).append(",sha512=").append(hash).append(",\n");
    }
    tree.install(wheel.record(rows.toString()));
    assertThat(tree.read(SITE + "/demo-1.dist-info/RECORD"))
        .contains("demo-1.dist-info/METADATA,sha512=");
  }

  @Test
  void files_below_a_link_of_the_virtualenv_come_to_lie_where_it_leads() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    tree.install(wheel.file(wheel.data("data/lib64/python3.11/site-packages/x.txt"), "x"));
    assertThat(tree.read(SITE + "/x.txt")).isEqualTo("x");
    assertThat(Files.isSymbolicLink(tree.path("lib64"))).isTrue();
    RecordAudit.check(tree);
  }

  /** Takes modules and says that all but {@code bad.py} have byte code. */
  private static final class Recorder implements ModuleListener {
    final Set<Path> modules = new ConcurrentSkipListSet<>();

    @Override
    public void complete(Path module, long size) {
      assertThat(module.toFile().length()).isEqualTo(size);
      modules.add(module);
    }

    @Override
    public Set<Path> compiled() {
      return Set.copyOf(modules.stream().filter(file -> !file.endsWith("bad.py")).toList());
    }

    @Override
    public void abandon() {}
  }

  @Test
  void byte_code_has_rows_and_that_of_the_wheel_is_left_out() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    String longest = "m".repeat(240) + ".py";
    Recorder modules = new Recorder();
    List<InstalledWheel> installed =
        tree.install(
            1_000_000,
            modules,
            wheel
                .file("demo/good.py", "x = 1\n")
                .file("demo/bad.py", "x =\n")
                .file("demo/__pycache__/good.cpython-311.pyc", "theirs")
                .file("demo/__pycache__/good.cpython-310.pyc", "kept")
                .file(longest, "")
                .file(wheel.data("scripts/run.py"), "x"));
    assertThat(installed.get(0).rows())
        .extracting(RecordRow::path)
        .contains("demo/__pycache__/good.cpython-311.pyc", "demo/__pycache__/good.cpython-310.pyc")
        .doesNotContain("demo/__pycache__/bad.cpython-311.pyc")
        .filteredOn(path -> path.contains("mmm"))
        .containsExactly(longest);
    assertThat(modules.modules)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("bad.py", "good.py", longest);
    assertThat(tree.path(SITE + "/demo/__pycache__/good.cpython-311.pyc")).doesNotExist();
  }
}
