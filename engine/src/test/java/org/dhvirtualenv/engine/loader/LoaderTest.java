package org.dhvirtualenv.engine.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.FOREIGN;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.HOST;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.needing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;
import org.dhvirtualenv.engine.testing.FakeTree;
import org.junit.jupiter.api.Test;

/** What the loader refuses, what it takes first, and what it expects. */
class LoaderTest extends LoaderScene {
  @Test
  void an_object_for_another_machine_is_refused_and_says_nothing_else() throws IOException {
    tree.object(
        "/v/_x.so", needing("liba.so.1").abi(FOREIGN).loads(Priority.REQUIRED, "libb.so.1"));
    tree.damaged("/v/_y.so", FOREIGN, "bad");
    tree.object("/v/_z.so", needing());
    Needs needs = loader().needs();
    Inventory inventory = tree.inventory("/v");
    assertThat(needs)
        .isEqualTo(
            new Needs(
                List.of(),
                List.of(),
                List.of(
                    new ForeignObject(FakeTree.object(inventory, "/v/_x.so").file(), FOREIGN, HOST),
                    new ForeignObject(inventory.damaged().get(0).file(), FOREIGN, HOST))));
  }

  @Test
  void a_host_without_a_c_library_refuses_nothing() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1").abi(FOREIGN));
    FakeTree.writeHead(system.resolve("lib/liba.so.1"), FOREIGN);
    Needs needs = loader(Optional.empty()).needs();
    assertThat(needs.foreign()).isEmpty();
    assertThat(needs.linked())
        .extracting(Need::location)
        .containsExactly(onSystem("liba.so.1", "lib/liba.so.1"));
  }

  @Test
  void packages_that_are_built_together_come_before_the_system() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1", "libb.so.1"));
    Path other = temporary.toRealPath().resolve("other");
    FakeTree.writeHead(other.resolve("usr/lib/liba.so.1"), HOST);
    FakeTree.writeHead(tree.path("/usr/lib/libb.so.1"), HOST);
    library("lib/liba.so.1");
    library("lib/libb.so.1");
    assertThat(loader(tree.root().path(), other).needs().linked())
        .extracting(Need::location)
        .containsExactly(
            new Location.OnSystem(
                new SystemLibrary(
                    new Soname("liba.so.1"), List.of(other.resolve("usr/lib/liba.so.1")))),
            inPackage("/usr/lib/libb.so.1"));
  }

  @Test
  void likely_libraries_are_those_of_the_default_directories() throws IOException {
    tree.object("/v/_x.so", needing("liba.so.1", "libb.so.1", "libno.so").runpath("$ORIGIN"));
    tree.object("/v/libb.so.1", needing("liba.so.1"));
    library("lib/liba.so.1");
    library("lib/libb.so.1");
    assertThat(loader().likely())
        .extracting(library -> library.soname().value())
        .containsExactly("liba.so.1", "libb.so.1");
    assertThat(loader().needs().systemLibraries())
        .extracting(library -> library.soname().value())
        .containsExactly("liba.so.1");
  }

  @Test
  void this_machine_is_described() {
    Host host =
        Host.of(
            System.getProperty("os.arch").equals("aarch64")
                ? "aarch64-linux-gnu"
                : "x86_64-linux-gnu",
            false);
    assertThat(host.abi().orElseThrow().bits()).isEqualTo(64);
    assertThat(host.libraries().find("libc.so.6", host.abi().get())).isNotEmpty();
  }
}
