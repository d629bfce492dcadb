package org.dhvirtualenv.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.FOREIGN;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.needing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.testing.FakeTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryReaderTest {
  private static final String SITE = "/v/lib/python3.11/site-packages";

  @TempDir Path temporary;
  private FakeTree tree;

  @BeforeEach
  void stage() throws IOException {
    tree = new FakeTree(temporary.toRealPath().resolve("staging"));
  }

  @Test
  void everything_is_a_fact_and_nothing_is_judged() throws IOException {
    tree.distribution(SITE, "zed", "1.0", "zed/_ext.so", "zed/bad.so");
    tree.object(SITE + "/zed/_ext.so", needing("libz.so.1"));
    tree.object(SITE + "/zed/arm.so", needing().abi(FOREIGN));
    tree.damaged(SITE + "/zed/bad.so", FOREIGN, "no sections");
    tree.file(SITE + "/zed/data", "no object");
    Inventory inventory = tree.inventory("/v");
    assertThat(inventory.distributions()).extracting(Object::toString).containsExactly("zed 1.0");
    assertThat(inventory.objects())
        .extracting(LoadableObject::toString)
        .containsExactly(
            "'" + SITE + "/zed/_ext.so' of zed 1.0",
            "'" + SITE + "/zed/arm.so' of no distribution");
    TreeFile bad = inventory.damaged().get(0).file();
    assertThat(inventory.damaged()).containsExactly(new DamagedObject(bad, FOREIGN, "no sections"));
    assertThat(bad.owner()).isPresent();
    assertThat(bad.inside()).isEqualTo(Path.of("lib/python3.11/site-packages/zed/bad.so"));
    assertThat(bad.place()).hasToString(SITE + "/zed/bad.so");
  }

  @Test
  void every_object_of_every_virtualenv_is_read_once() throws IOException {
    tree.object("/v/a.so", needing());
    tree.object("/v/b.so", needing());
    tree.object("/w/c.so", needing());
    assertThat(tree.inventory("/v", "/w").objects())
        .extracting(LoadableObject::fileName)
        .containsExactly("a.so", "b.so", "c.so");
    assertThat(tree.reader().reads().values()).containsExactly(1, 1, 1);
  }

  @Test
  void loads_at_run_time_are_declared_by_notes_and_by_literals() throws IOException {
    tree.object("/v/a.so", needing().loads(Priority.SUGGESTED, "libx.so.2", "libx.so.1"));
    tree.file(
        "/v/lib/m.py",
        "import ctypes.util\nctypes.util.find_library( 'magic')\nctypes.CDLL(\"libz.so.1\")\n"
            + "ctypes.CDLL(name)\ncdll.LoadLibrary('libz.so.1')\n");
    tree.file("/v/lib/m.txt", "CDLL('libno.so.1')");
    assertThat(tree.inventory("/v").loads())
        .extracting(
            load -> load.file().inside().toString(), RunTimeLoad::names, RunTimeLoad::priority)
        .containsExactly(
            tuple("a.so", List.of("libx.so.2", "libx.so.1"), Optional.of(Priority.SUGGESTED)),
            tuple("lib/m.py", List.of("magic"), Optional.empty()),
            tuple("lib/m.py", List.of("libz.so.1"), Optional.empty()));
  }

  @Test
  void only_literals_count_in_python_code() {
    byte[] source =
        "find_library(x); PyDLL('liba.so'); CDLL('a.dll'); CDLL(None); find_library('x.dll'); find_library('y.DYLIB'); find_library('b')"
            .getBytes();
    assertThat(PythonLiterals.names(source)).containsExactly("liba.so", "b");
    assertThat(PythonLiterals.names("PyDLL('libb.so.1')".getBytes())).containsExactly("libb.so.1");
  }

  @Test
  void cffi_loads_by_literals_too() {
    byte[] source =
        "lib = ffi.dlopen('libvips.so.42'); ffi.dlopen(\"libvips-42.dll\"); ffi.dlopen(None); ffi.dlopen('libvips.42.dylib')"
            .getBytes();
    assertThat(PythonLiterals.names(source)).containsExactly("libvips.so.42");
  }

  @Test
  void an_object_without_a_soname_is_remembered_by_its_file() throws IOException {
    tree.object("/v/_x.so", needing());
    tree.object("/v/liby.so.1.2", needing().soname("liby.so.1"));
    assertThat(tree.inventory("/v").objects())
        .extracting(LoadableObject::soname)
        .containsExactly(new Soname("_x.so"), new Soname("liby.so.1"));
  }

  @Test
  void a_missing_virtualenv_is_named() {
    try {
      tree.inventory("/missing");
      throw new AssertionError("no failure");
    } catch (EngineException e) {
      assertThat(e.code()).isEqualTo(ExitCode.ENVIRONMENT);
      assertThat(e).hasMessageContaining("/staging/missing'");
    }
    assertThat(Files.exists(tree.path("/missing"))).isFalse();
  }
}
