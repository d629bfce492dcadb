package org.dhvirtualenv.engine.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.FOREIGN;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.needing;

import java.io.IOException;
import java.util.List;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;
import org.dhvirtualenv.engine.testing.FakeTree;
import org.junit.jupiter.api.Test;

/** What {@link RunTimeLibraries} finds for dlopen(3) and ctypes. */
class RunTimeLibrariesTest extends LoaderScene {
  private Location loaded(String... alternatives) throws IOException {
    tree.object("/v/_loads.so", needing().loads(Priority.REQUIRED, alternatives));
    List<RunTimeNeed> found = loader().needs().loaded();
    assertThat(found).hasSize(1);
    return found.get(0).location();
  }

  @Test
  void the_first_alternative_that_is_anywhere_is_loaded() throws IOException {
    library("lib/liba.so.1");
    library("lib/liba.so.0");
    assertThat(loaded("liba.so.2", "liba.so.1", "liba.so.0"))
        .isEqualTo(onSystem("liba.so.1", "lib/liba.so.1"));
    assertThat(loaded("libno.so.1")).isEqualTo(new Location.Nowhere());
  }

  @Test
  void what_is_bundled_anywhere_is_found_by_soname_or_file() throws IOException {
    tree.object("/v/p.libs/liba-1f2e.so.1", needing().soname("liba.so.1"));
    library("lib/liba.so.2");
    assertThat(loaded("liba.so.2", "liba.so.1")).isEqualTo(inPackage("/v/p.libs/liba-1f2e.so.1"));
    assertThat(loaded("liba-1f2e.so.1")).isEqualTo(inPackage("/v/p.libs/liba-1f2e.so.1"));
  }

  @Test
  void a_name_for_find_library_stands_for_the_shortest_version() throws IOException {
    library("usr/lib/liba.so.1");
    library("usr/lib/liba.so.1.2");
    FakeTree.writeHead(system.resolve("usr/lib/liba.so.0"), FOREIGN);
    assertThat(loaded("a")).isEqualTo(onSystem("liba.so.1", "usr/lib/liba.so.1"));
    assertThat(loaded("b")).isEqualTo(new Location.Nowhere());
  }
}
