package org.dhvirtualenv.engine.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhvirtualenv.engine.smoke.Entry.Directory;
import org.dhvirtualenv.engine.smoke.Entry.Link;
import org.dhvirtualenv.engine.smoke.Entry.Mount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of the machine and of staged packages a private root has, and where. */
class PrivateRootTest {
  @TempDir Path temporary;
  private Path top;
  private final PrivateRoot root = new PrivateRoot();

  @BeforeEach
  void files() throws IOException {
    top = temporary.toRealPath();
    file(top.resolve("usr/lib/liba.so.1.2"));
    file(top.resolve("usr/lib/hidden"));
    Files.createSymbolicLink(top.resolve("lib"), Path.of("usr/lib"));
    Files.createSymbolicLink(top.resolve("usr/lib/liba.so.1"), Path.of("liba.so.1.2"));
    Files.createSymbolicLink(top.resolve("loop"), Path.of("loop"));
  }

  private static void file(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
  }

  @Test
  void a_file_is_mounted_and_a_link_is_made_as_are_those_on_the_way() {
    root.add(top.resolve("lib/liba.so.1.2"));
    assertThat(root.has(top.resolve("lib/liba.so.1"))).isFalse();
    root.add(top.resolve("lib/liba.so.1"));
    root.add(top.resolve("lib/absent"));
    root.add(top.resolve("loop"));
    Path library = top.resolve("usr/lib/liba.so.1.2");
    assertThat(root.entries())
        .containsEntry(top, new Directory())
        .containsEntry(top.resolve("lib"), new Link(Path.of("usr/lib")))
        .containsEntry(top.resolve("usr/lib"), new Directory())
        .containsEntry(library, new Mount(library))
        .containsEntry(top.resolve("usr/lib/liba.so.1"), new Link(Path.of("liba.so.1.2")))
        .doesNotContainKey(top.resolve("usr/lib/absent"));
    assertThat(root.has(top.resolve("lib/liba.so.1"))).isTrue();
    assertThat(root.has(top.resolve("usr/lib/hidden"))).isFalse();
    assertThat(root.has(top.resolve("loop"))).isFalse();
  }

  @Test
  void staged_packages_lie_over_all_and_share_directories() throws IOException {
    root.add(top.resolve("usr/lib/liba.so.1.2"));
    Path one = Files.createDirectory(top.resolve("one"));
    Path two = Files.createDirectory(top.resolve("two"));
    String place = top.toString().substring(1);
    file(one.resolve("DEBIAN/control"));
    file(one.resolve(place + "/usr/lib/liba.so.1.2"));
    file(one.resolve(place + "/usr/share/a/common/x"));
    Files.createSymbolicLink(one.resolve(place + "/usr/share/a/link"), Path.of("common"));
    file(two.resolve(place + "/usr/share/a/common/y"));
    file(two.resolve(place + "/lib/z"));
    root.lay(one);
    Path share = top.resolve("usr/share");
    assertThat(root.entries()).containsEntry(share, new Mount(one.resolve(place + "/usr/share")));
    assertThat(root.has(share.resolve("a/common/x"))).isTrue();
    root.lay(two);
    assertThat(root.entries())
        .containsEntry(
            top.resolve("usr/lib/liba.so.1.2"),
            new Mount(one.resolve(place + "/usr/lib/liba.so.1.2")))
        .containsEntry(top.resolve("usr/lib/z"), new Mount(two.resolve(place + "/lib/z")))
        .containsEntry(share, new Directory())
        .containsEntry(
            share.resolve("a/common/x"), new Mount(one.resolve(place + "/usr/share/a/common/x")))
        .containsEntry(
            share.resolve("a/common/y"), new Mount(two.resolve(place + "/usr/share/a/common/y")))
        .containsEntry(share.resolve("a/link"), new Link(Path.of("common")))
        .doesNotContainKey(Path.of("/DEBIAN"));
    assertThat(root.has(share.resolve("a/link/y"))).isTrue();
  }
}
