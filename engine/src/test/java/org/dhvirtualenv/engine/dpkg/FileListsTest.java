package org.dhvirtualenv.engine.dpkg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dpkg keeps of the files of packages and of alternatives. */
class FileListsTest {
  @TempDir Path database;

  @BeforeEach
  void lists() throws IOException {
    Files.writeString(
        database.resolve("liba:amd64.list"), "/.\n/lib\n/lib/liba.so.1\n/usr/share\n");
    Files.writeString(database.resolve("liba:i386.list"), "/lib/i/liba.so.1\n");
    Files.writeString(database.resolve("tool.list"), "/usr/share\n/usr/share/tool\n");
    Files.writeString(database.resolve("tool.md5sums"), "none of these\n");
  }

  @Test
  void each_package_has_its_files_where_they_really_are() {
    FileLists lists = FileLists.read(database);
    String merged = Files.isSymbolicLink(Path.of("/lib")) ? "/usr/lib" : "/lib";
    assertThat(lists.of(InstalledPackage.parse("liba:amd64")))
        .containsExactly("/.", "/lib", merged + "/liba.so.1", "/usr/share");
    assertThat(lists.of(new PackageName("liba"))).contains(merged + "/i/liba.so.1").hasSize(5);
    assertThat(lists.of(InstalledPackage.parse("other"))).isEmpty();
    assertThat(lists.owner("/lib/liba.so.1")).contains(InstalledPackage.parse("liba:amd64"));
    assertThat(lists.owner("/usr/share/tool")).contains(InstalledPackage.parse("tool"));
    assertThat(lists.owner("/usr/share/other")).isEmpty();
    assertThat(lists.all()).contains("/usr/share/tool").doesNotContain("none of these");
  }

  @Test
  void alternatives_are_chosen_of_what_is_there() throws IOException {
    Path groups = Files.createDirectory(database.resolve("alternatives"));
    Files.writeString(
        groups.resolve("dh-test-editor"),
        """
        auto
        /usr/bin/editor
        editor.1.gz
        /usr/share/man/man1/editor.1.gz

        /bin/ed
        -100
        /usr/share/man/man1/ed.1.gz
        /usr/bin/vim
        50

        /usr/bin/emacs
        90

        """);
    Files.writeString(groups.resolve("dh-test-empty"), "auto\n/usr/bin/empty\n\n\n");
    Alternatives alternatives = new Alternatives(groups);
    assertThat(alternatives.links(file -> !file.endsWith("emacs") && !file.isEmpty()))
        .isEqualTo(
            Map.of(
                "/etc/alternatives/dh-test-editor", "/usr/bin/vim",
                "/usr/bin/editor", "/etc/alternatives/dh-test-editor"));
    assertThat(alternatives.links(file -> file.contains("ed")))
        .containsEntry("/etc/alternatives/dh-test-editor", "/bin/ed")
        .containsEntry("/etc/alternatives/editor.1.gz", "/usr/share/man/man1/ed.1.gz")
        .containsEntry("/usr/share/man/man1/editor.1.gz", "/etc/alternatives/editor.1.gz");
    assertThat(alternatives.links(file -> false)).isEmpty();
    assertThat(new Alternatives(database.resolve("none")).links(file -> true)).isEmpty();
  }
}
