package org.dhvirtualenv.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dhvirtualenv.engine.wheel.TestTree.SITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.model.DistributionName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distributions that get in each other's way, in one call or in two. */
class CollisionTest {
  @TempDir Path directory;

  private static TestWheel wheel(String name, String content) {
    return new TestWheel(name, "1")
        .file(name + ".py", "x\n")
        .file("tests/__init__.py", content)
        .file("LICENSE", content)
        .file("same.txt", "same");
  }

  private static List<String> warnings(TestTree tree) {
    return tree.findings.sorted().stream().map(Finding::what).toList();
  }

  private static final String WARNING =
      "modules of 'one 1' are those of 'two 1', which brings others of the same name:\n"
          + "  | lib/python3.11/site-packages/tests/__init__.py\n"
          + "  | lib/python3.11/site-packages/LICENSE";

  @Test
  void the_later_wheel_of_a_call_wins() throws IOException {
    TestTree tree = new TestTree(directory);
    tree.install(wheel("one", "1"), wheel("two", "2"));
    assertThat(tree.read(SITE + "/tests/__init__.py")).isEqualTo("2");
    assertThat(warnings(tree)).containsExactly(WARNING);
    RecordAudit.check(tree);
  }

  @Test
  void the_later_call_wins_and_corrects_the_earlier_record() throws IOException {
    TestTree tree = new TestTree(directory);
    tree.install(wheel("one", "1"));
    tree.install(wheel("two", "2"));
    assertThat(tree.read(SITE + "/LICENSE")).isEqualTo("2");
    assertThat(warnings(tree)).containsExactly(WARNING);
    RecordAudit.check(tree);
  }

  @Test
  void a_script_of_an_entry_point_wins_over_a_file_in_bin() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel wheel = new TestWheel("demo", "1");
    tree.install(
        wheel
            .file(wheel.data("data/bin/demo"), "#!python\nold\n")
            .file(wheel.info("entry_points.txt"), "[console_scripts]\ndemo = demo:main\n"));
    assertThat(tree.read("bin/demo")).contains("from demo import main");
    assertThat(warnings(tree)).isEmpty();
    RecordAudit.check(tree);
  }

  @Test
  void a_module_that_hides_another_is_told() throws IOException {
    TestTree tree = new TestTree(directory);
    tree.install(
        new TestWheel("source", "1").file("deep/mod.py", "").file("own.py", ""),
        new TestWheel("other", "1")
            .file("deep/mod/__init__.py", "")
            .file("own.cpython-311-x86_64-linux-gnu.so", ""));
    assertThat(warnings(tree))
        .containsExactly(
            "module 'deep/mod.py' of 'source 1' is hidden by 'deep/mod/__init__.py' of 'other 1'",
            "module 'own.py' of 'source 1' is hidden by"
                + " 'own.cpython-311-x86_64-linux-gnu.so' of 'other 1'");
  }

  @Test
  void the_same_distribution_twice_is_refused() throws IOException {
    TestTree tree = new TestTree(directory);
    assertThatThrownBy(() -> tree.install(wheel("one", "1"), new TestWheel("One", "2")))
        .hasMessageContaining("is the second one of One");
  }

  @Test
  void another_version_takes_the_place_of_the_first() throws IOException {
    TestTree tree = new TestTree(directory);
    TestWheel old =
        new TestWheel("Demo", "1")
            .file("demo/old/a.py", "")
            .file("demo/b.py", "1")
            .file("shared", "");
    tree.install(new TestWheel("other", "1").file("shared", ""), old);
    Files.createDirectory(tree.path(SITE + "/demo/old/__pycache__"));
    Files.writeString(tree.path(SITE + "/demo/old/__pycache__/a.cpython-311.pyc"), "code");
    Files.writeString(tree.path(SITE + "/demo/kept"), "by hand");
    List<String> before = tree.listing();
    assertThatThrownBy(
            () ->
                tree.install(
                    new TestWheel("demo", "2")
                        .file("demo/b.py", "2".repeat(50), member -> member.crc++)))
        .hasMessageContaining("CRC-32");
    assertThat(tree.listing()).isEqualTo(before);
    tree.install(new TestWheel("demo", "2").file("demo/b.py", "2"));
    assertThat(tree.path(SITE + "/Demo-1.dist-info")).doesNotExist();
    assertThat(tree.path(SITE + "/demo/old")).doesNotExist();
    assertThat(tree.path(SITE + "/demo/kept")).exists();
    assertThat(tree.path(SITE + "/shared")).exists();
    assertThat(tree.read(SITE + "/demo/b.py")).isEqualTo("2");
    Files.delete(tree.path(SITE + "/demo/kept"));
    RecordAudit.check(tree);
  }

  @Test
  void what_is_removed_leaves_nothing_and_nothing_else_goes() throws IOException {
    TestTree tree = new TestTree(directory);
    List<String> before = tree.listing();
    TestWheel wheel = new TestWheel("demo", "1");
    tree.install(
        wheel
            .file("demo/x.py", "")
            .file(wheel.data("data/share/x"), "")
            .file(wheel.info("entry_points.txt"), "[console_scripts]\ndemo = demo:main\n"));
    Path record = tree.path(SITE + "/demo-1.dist-info/RECORD");
    Path outside = Files.writeString(directory.resolve("outside"), "x");
    Path link = Files.createSymbolicLink(tree.path(SITE + "/link"), directory);
    Files.writeString(
        record,
        tree.read(SITE + "/demo-1.dist-info/RECORD")
            + "../../../../outside,,\n"
            + outside
            + ",,\nlink/outside,,\n../../../bin/python3,,\n../../../pyvenv.cfg,,\n");
    Files.createDirectories(tree.path(SITE + "/demo/__pycache__")); // as rules files leave them
    new WheelUninstaller(tree.scheme)
        .uninstall(Set.of(new DistributionName("DEMO"), new DistributionName("none")));
    assertThat(outside).exists();
    Files.delete(link);
    assertThat(tree.listing()).isEqualTo(before);
  }

  @Test
  void a_distribution_without_record_cannot_be_removed() throws IOException {
    TestTree tree = new TestTree(directory);
    tree.install(new TestWheel("demo", "1"));
    Files.delete(tree.path(SITE + "/demo-1.dist-info/RECORD"));
    assertThatThrownBy(
            () -> new WheelUninstaller(tree.scheme).uninstall(Set.of(new DistributionName("demo"))))
        .hasMessageContaining("cannot remove 'demo 1': it has no RECORD");
  }
}
