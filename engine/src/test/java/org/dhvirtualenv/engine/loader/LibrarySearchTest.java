package org.dhvirtualenv.engine.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.FOREIGN;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.needing;

import java.io.IOException;
import org.dhvirtualenv.engine.testing.FakeTree;
import org.junit.jupiter.api.Test;

/** The search paths of one object, as {@link LibrarySearch} follows them. */
class LibrarySearchTest extends LoaderScene {
  @Test
  void the_system_is_searched_in_the_directories_of_its_configuration() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1", "libno.so"));
    library("usr/lib/multi/liba.so.1");
    library("usr/local/lib/liba.so.1");
    assertThat(find("/v/_x.so", "liba.so.1"))
        .isEqualTo(onSystem("liba.so.1", "usr/lib/multi/liba.so.1", "usr/local/lib/liba.so.1"));
    assertThat(find("/v/_x.so", "libno.so")).isEqualTo(new Location.Nowhere());
    assertThat(new Location.Nowhere().found()).isFalse();
  }

  @Test
  void libraries_for_other_machines_are_passed_over() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1"));
    FakeTree.writeHead(system.resolve("lib/liba.so.1"), FOREIGN);
    library("usr/lib/liba.so.1");
    assertThat(find("/v/_x.so", "liba.so.1")).isEqualTo(onSystem("liba.so.1", "usr/lib/liba.so.1"));
  }

  @Test
  void origin_in_runpath_finds_the_bundled_library_before_the_system() throws IOException {
    tree.object("/v/p/_x.so", needing("liba.so.1").runpath("$ORIGIN/../p.libs"));
    tree.object("/v/p.libs/liba.so.1", needing().soname("liba.so.1"));
    library("lib/liba.so.1");
    assertThat(find("/v/p/_x.so", "liba.so.1")).isEqualTo(inPackage("/v/p.libs/liba.so.1"));
  }

  @Test
  void rpath_is_inherited() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1").rpath("$ORIGIN/libs"));
    tree.object("/v/libs/liba.so.1", needing("libb.so.1").soname("liba.so.1"));
    tree.object("/v/libs/libb.so.1", needing().soname("libb.so.1"));
    library("lib/libb.so.1");
    assertThat(find("/v/libs/liba.so.1", "libb.so.1")).isEqualTo(inPackage("/v/libs/libb.so.1"));
  }

  @Test
  void runpath_is_not_inherited() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1").runpath("$ORIGIN/libs"));
    tree.object("/v/libs/liba.so.1", needing("libb.so.1").soname("liba.so.1"));
    tree.object("/v/libs/libb.so.1", needing().soname("libb.so.1"));
    library("lib/libb.so.1");
    assertThat(find("/v/libs/liba.so.1", "libb.so.1"))
        .isEqualTo(onSystem("libb.so.1", "lib/libb.so.1"));
  }

  @Test
  void runpath_of_an_object_hides_every_rpath() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1").rpath("$ORIGIN/libs").runpath("/nowhere"));
    tree.object("/v/libs/liba.so.1", needing().soname("liba.so.1"));
    library("lib/liba.so.1");
    assertThat(find("/v/_x.so", "liba.so.1")).isEqualTo(onSystem("liba.so.1", "lib/liba.so.1"));
  }

  @Test
  void lib_stands_for_the_multiarch_directory() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1").runpath("/opt/$LIB"));
    library("opt/lib/multi/liba.so.1");
    assertThat(find("/v/_x.so", "liba.so.1"))
        .isEqualTo(onSystem("liba.so.1", "opt/lib/multi/liba.so.1"));
  }

  @Test
  void a_name_with_a_slash_is_a_path() throws IOException {
    tree.object("/v/_x.so", needing("$ORIGIN/liba.so.1", "lib/relative.so"));
    tree.object("/v/liba.so.1", needing());
    assertThat(find("/v/_x.so", "$ORIGIN/liba.so.1")).isEqualTo(inPackage("/v/liba.so.1"));
    assertThat(find("/v/_x.so", "lib/relative.so")).isEqualTo(new Location.Nowhere());
  }
}
