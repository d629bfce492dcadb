package org.dhvirtualenv.engine.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.needing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@link LinkedLibraries} finds depends on what is loaded before. */
class LinkedLibrariesTest extends LoaderScene {
  @Test
  void a_library_without_search_path_finds_what_its_extension_has_loaded() throws IOException {
    tree.object("/v/p/_x.so", needing("liba.so.1", "libb.so.1").runpath("${ORIGIN}/../p.libs"));
    tree.object("/v/p.libs/liba.so.1", needing("libb.so.1").soname("liba.so.1"));
    tree.object("/v/p.libs/libb.so.1", needing().soname("libb.so.1"));
    library("lib/libb.so.1");
    // the extension asks for libb itself, but only after liba: breadth first, so libb is loaded by
    // then
    Location bundled = inPackage("/v/p.libs/libb.so.1");
    assertThat(find("/v/p.libs/liba.so.1", "libb.so.1")).isEqualTo(bundled);
    assertThat(find("/v/p/_x.so", "libb.so.1")).isEqualTo(bundled);
  }

  @Test
  void a_library_that_the_system_brings_in_any_context_counts_as_one_of_the_system()
      throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1").rpath("$ORIGIN/libs"));
    tree.object("/v/_y.so", needing("liba.so.1").runpath("$ORIGIN/libs"));
    tree.object("/v/libs/liba.so.1", needing("libb.so.1").soname("liba.so.1"));
    tree.object("/v/libs/libb.so.1", needing().soname("libb.so.1"));
    library("lib/libb.so.1");
    assertThat(find("/v/libs/liba.so.1", "libb.so.1"))
        .isEqualTo(onSystem("libb.so.1", "lib/libb.so.1"));
  }

  @Test
  void a_library_that_init_loads_in_advance_counts_when_nothing_else_is_found() throws IOException {
    tree.object("/v/torch/_C.so", needing("libcudart.so.12"));
    tree.object("/v/nvidia/lib/libcudart.so.12", needing().soname("libcudart.so.12"));
    assertThat(find("/v/torch/_C.so", "libcudart.so.12"))
        .isEqualTo(inPackage("/v/nvidia/lib/libcudart.so.12"));
  }

  @Test
  void links_to_libraries_and_cycles_are_followed_to_their_end() throws IOException {
    tree.object("/v/liba.so.1.2", needing("libb.so.1").soname("liba.so.1").runpath("$ORIGIN"));
    tree.object("/v/libb.so.1", needing("liba.so.1").soname("libb.so.1").runpath("$ORIGIN"));
    Files.createSymbolicLink(tree.path("/v/liba.so.1"), Path.of("liba.so.1.2"));
    assertThat(find("/v/liba.so.1.2", "libb.so.1")).isEqualTo(inPackage("/v/libb.so.1"));
    tree.object("/v/_x.so", needing("liba.so.1").runpath("$ORIGIN"));
    assertThat(find("/v/_x.so", "liba.so.1")).isEqualTo(inPackage("/v/liba.so.1.2"));
    assertThat(find("/v/libb.so.1", "liba.so.1")).isEqualTo(inPackage("/v/liba.so.1.2"));
  }
}
