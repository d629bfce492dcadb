package org.dhvirtualenv.engine.depends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.Strength;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loader's rules, on objects whose bodies are made up and whose files are real. */
class LibraryResolverTest {
  private static final ElfAbi HOST = new ElfAbi(64, true, 62);
  private static final ElfAbi FOREIGN = new ElfAbi(32, true, 3);

  @TempDir Path temporary;
  private Path staging;
  private Path system;
  private final List<ScannedObject> objects = new ArrayList<>();

  @BeforeEach
  void roots() throws IOException {
    staging = Files.createDirectories(temporary.toRealPath().resolve("staging"));
    system = Files.createDirectories(temporary.toRealPath().resolve("system"));
    Files.createDirectories(system.resolve("etc/conf.d"));
    Files.writeString(
        system.resolve("etc/ld.so.conf"), "include conf.d/*.conf # all\n/usr/local/lib\n");
    Files.writeString(system.resolve("etc/conf.d/multi.conf"), "/usr/lib/multi\n");
  }

  /** Writes the 20 bytes that tell what an object is. */
  private static void stub(Path file, ElfAbi abi) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    ByteBuffer head = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    head.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (abi.bits() / 32), 1, 1});
    head.putShort(16, (short) 3).putShort(18, (short) abi.machine());
    Files.write(file, head.array());
  }

  private ScannedObject object(
      String path, String soname, List<String> rpath, List<String> runpath, String... needed)
      throws IOException {
    Path file = staging.resolve(path.substring(1));
    stub(file, HOST);
    ElfObject elf =
        new ElfObject(
            HOST, soname, List.of(needed), rpath, runpath, List.of(), List.of(), List.of());
    ScannedObject object =
        new ScannedObject(file, InstallPath.of(path), "dist 1", Strength.DEPENDS, elf);
    objects.add(object);
    return object;
  }

  private Set<Resolution> resolve(ScannedObject object, String soname) {
    SystemLibraries libraries = new SystemLibraries(system, Optional.empty());
    LibrarySearch search =
        new LibrarySearch(new StagingRoot(staging), libraries, List.of(), "multi", objects);
    Map<ScannedObject, Map<String, Set<Resolution>>> all =
        new LibraryResolver(search).resolve(objects);
    return all.get(object).get(soname);
  }

  @Test
  void the_system_is_searched_in_the_directories_of_its_configuration() throws IOException {
    ScannedObject extension = object("/v/_x.so", "", List.of(), List.of(), "liba.so.1", "libno.so");
    stub(system.resolve("usr/lib/multi/liba.so.1"), HOST);
    stub(system.resolve("usr/local/lib/liba.so.1"), HOST);
    assertThat(resolve(extension, "liba.so.1"))
        .containsExactly(
            Resolution.system(
                List.of(
                    system.resolve("usr/lib/multi/liba.so.1"),
                    system.resolve("usr/local/lib/liba.so.1"))));
    assertThat(resolve(extension, "libno.so")).containsExactly(Resolution.NOWHERE);
  }

  @Test
  void libraries_for_other_machines_are_passed_over() throws IOException {
    ScannedObject extension = object("/v/_x.so", "", List.of(), List.of(), "liba.so.1");
    stub(system.resolve("lib/liba.so.1"), FOREIGN);
    stub(system.resolve("usr/lib/liba.so.1"), HOST);
    assertThat(resolve(extension, "liba.so.1"))
        .containsExactly(Resolution.system(List.of(system.resolve("usr/lib/liba.so.1"))));
  }

  @Test
  void origin_in_runpath_finds_the_bundled_library_before_the_system() throws IOException {
    ScannedObject extension =
        object("/v/p/_x.so", "", List.of(), List.of("$ORIGIN/../p.libs"), "liba.so.1");
    ScannedObject bundled = object("/v/p.libs/liba.so.1", "liba.so.1", List.of(), List.of());
    stub(system.resolve("lib/liba.so.1"), HOST);
    assertThat(resolve(extension, "liba.so.1")).containsExactly(Resolution.inside(bundled));
  }

  @Test
  void a_library_without_search_path_finds_what_its_extension_has_loaded() throws IOException {
    ScannedObject extension =
        object(
            "/v/p/_x.so", "", List.of(), List.of("${ORIGIN}/../p.libs"), "liba.so.1", "libb.so.1");
    ScannedObject first =
        object("/v/p.libs/liba.so.1", "liba.so.1", List.of(), List.of(), "libb.so.1");
    ScannedObject second = object("/v/p.libs/libb.so.1", "libb.so.1", List.of(), List.of());
    stub(system.resolve("lib/libb.so.1"), HOST);
    // the extension asks for libb itself, but only after liba: breadth first, so libb is loaded by
    // then
    assertThat(resolve(first, "libb.so.1")).containsExactly(Resolution.inside(second));
    assertThat(resolve(extension, "libb.so.1")).containsExactly(Resolution.inside(second));
  }

  @Test
  void rpath_is_inherited_and_runpath_is_not() throws IOException {
    object("/v/rpath/_x.so", "", List.of("$ORIGIN/libs"), List.of(), "liba.so.1");
    ScannedObject a =
        object("/v/rpath/libs/liba.so.1", "liba.so.1", List.of(), List.of(), "libb.so.1");
    ScannedObject b = object("/v/rpath/libs/libb.so.1", "libb.so.1", List.of(), List.of());
    stub(system.resolve("lib/libb.so.1"), HOST);
    assertThat(resolve(a, "libb.so.1")).containsExactly(Resolution.inside(b));

    objects.clear();
    object("/v/runpath/_x.so", "", List.of(), List.of("$ORIGIN/libs"), "liba.so.1");
    a = object("/v/runpath/libs/liba.so.1", "liba.so.1", List.of(), List.of(), "libb.so.1");
    object("/v/runpath/libs/libb.so.1", "libb.so.1", List.of(), List.of());
    assertThat(resolve(a, "libb.so.1"))
        .containsExactly(Resolution.system(List.of(system.resolve("lib/libb.so.1"))));
  }

  @Test
  void runpath_of_an_object_hides_every_rpath() throws IOException {
    ScannedObject extension =
        object("/v/_x.so", "", List.of("$ORIGIN/libs"), List.of("/nowhere"), "liba.so.1");
    object("/v/libs/liba.so.1", "liba.so.1", List.of(), List.of());
    stub(system.resolve("lib/liba.so.1"), HOST);
    assertThat(resolve(extension, "liba.so.1"))
        .containsExactly(Resolution.system(List.of(system.resolve("lib/liba.so.1"))));
  }

  @Test
  void a_library_that_init_loads_in_advance_counts_when_nothing_else_is_found() throws IOException {
    ScannedObject extension = object("/v/torch/_C.so", "", List.of(), List.of(), "libcudart.so.12");
    ScannedObject preloaded =
        object("/v/nvidia/lib/libcudart.so.12", "libcudart.so.12", List.of(), List.of());
    assertThat(resolve(extension, "libcudart.so.12")).containsExactly(Resolution.inside(preloaded));
  }

  @Test
  void links_to_libraries_and_cycles_are_followed_to_their_end() throws IOException {
    ScannedObject extension = object("/v/_x.so", "", List.of(), List.of("$ORIGIN"), "liba.so.1");
    ScannedObject a =
        object("/v/liba.so.1.2", "liba.so.1", List.of(), List.of("$ORIGIN"), "libb.so.1");
    ScannedObject b =
        object("/v/libb.so.1", "libb.so.1", List.of(), List.of("$ORIGIN"), "liba.so.1");
    Files.createSymbolicLink(staging.resolve("v/liba.so.1"), Path.of("liba.so.1.2"));
    assertThat(resolve(extension, "liba.so.1")).containsExactly(Resolution.inside(a));
    assertThat(resolve(b, "liba.so.1")).containsExactly(Resolution.inside(a));
    objects.remove(extension);
    assertThat(resolve(a, "libb.so.1")).containsExactly(Resolution.inside(b));
  }

  @Test
  void lib_stands_for_the_multiarch_directory() throws IOException {
    ScannedObject extension = object("/v/_x.so", "", List.of(), List.of("/opt/$LIB"), "liba.so.1");
    stub(system.resolve("opt/lib/multi/liba.so.1"), HOST);
    assertThat(resolve(extension, "liba.so.1"))
        .containsExactly(Resolution.system(List.of(system.resolve("opt/lib/multi/liba.so.1"))));
  }
}
