package org.dhvirtualenv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.FOREIGN;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.needing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhvirtualenv.engine.testing.FakeTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemNeedsTest {
  private static final String SITE = "/v/lib/python3.11/site-packages";

  @TempDir Path temporary;
  private FakeTree tree;
  private Path source;

  @BeforeEach
  void stage() throws IOException {
    source = Files.createDirectories(temporary.toRealPath().resolve("source"));
    Files.createDirectory(source.resolve("debian"));
    tree = new FakeTree(temporary.toRealPath().resolve("staging"));
    tree.distribution(SITE, "zed", "1.0", "zed/__init__.py");
    tree.file(SITE + "/zed/__init__.py", "import ctypes\nctypes.CDLL(None)\n");
    tree.file(SITE + "/zed/data.so", "no object");
  }

  private boolean none() {
    return SystemNeeds.none(tree.path("/v"), source);
  }

  @Test
  void modules_and_data_need_nothing() {
    assertThat(none()).isTrue();
    assertThat(tree.inventory("/v").loads()).isEmpty();
  }

  @Test
  void an_object_may_need_something() throws IOException {
    tree.object(SITE + "/zed/_ext.so", needing());
    assertThat(none()).isFalse();
  }

  @Test
  void a_damaged_object_is_an_error() throws IOException {
    tree.damaged("/v/bin/tool", FOREIGN, "no sections");
    assertThat(none()).isFalse();
  }

  @Test
  void a_library_may_be_loaded_by_its_name() throws IOException {
    tree.file("/v/lib/m.py", "CDLL('libz.so.1')\n");
    assertThat(none()).isFalse();
  }

  @Test
  void something_may_be_known_of_a_distribution() throws IOException {
    tree.distribution(SITE, "PyUSB", "1.2");
    assertThat(none()).isFalse();
  }

  @Test
  void a_distribution_may_declare_something() throws IOException {
    tree.distribution(SITE, "yak", "1.0");
    tree.file(SITE + "/yak-1.0.dist-info/METADATA", "Name: yak\nRequires-External: libpng\n\n");
    assertThat(none()).isFalse();
  }

  @Test
  void the_project_may_declare_something() throws IOException {
    Files.writeString(source.resolve("pyproject.toml"), "[project]\nname = 'zed'\n");
    assertThat(none()).isTrue();
    Files.writeString(source.resolve("pyproject.toml"), "[external]\ndependencies = []\n");
    assertThat(none()).isFalse();
  }

  @Test
  void the_packager_may_know_something() throws IOException {
    Files.writeString(source.resolve("debian/python-virtualenv.needs"), "malformed");
    assertThat(none()).isFalse();
  }
}
