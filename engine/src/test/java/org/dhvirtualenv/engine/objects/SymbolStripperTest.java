package org.dhvirtualenv.engine.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.testing.Compiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolStripperTest {
  private static final String SOURCE =
      "#include <stdlib.h>\nvoid *hold(void) { return malloc(3); }\n";

  @TempDir Path directory;

  private Path stripped(String name, String... flags) throws IOException, InterruptedException {
    Path work = Files.createDirectories(directory.resolve(name));
    Path object = work.resolve("object.so");
    new Compiler(work).shared(object, SOURCE, flags);
    new SymbolStripper(
            new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {}), "strip")
        .strip(List.of(object), work);
    return object;
  }

  private static String readelf(Path object) throws IOException {
    Process process = new ProcessBuilder("readelf", "-lnW", object.toString()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void an_object_is_the_same_wherever_it_was_compiled() throws Exception {
    Path one = stripped("one", "-g", "-Wl,-z,relro,--build-id");
    Path two = stripped("another", "-g", "-Wl,-z,relro,--build-id");
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
  }

  @Test
  void it_keeps_its_build_id_and_what_protects_its_tables() throws Exception {
    assertThat(readelf(stripped("one", "-g", "-Wl,-z,relro,--build-id")))
        .containsPattern("Build ID: [0-9a-f]{40}")
        .contains("GNU_RELRO");
  }

  @Test
  void objects_that_differ_have_build_ids_that_differ() throws Exception {
    Path one = stripped("one", "-g", "-Wl,--build-id");
    Path two = stripped("two", "-g", "-Wl,--build-id", "-Wl,-soname,other");
    String pattern = "(?s).*Build ID: ([0-9a-f]{40}).*";
    assertThat(readelf(one).replaceFirst(pattern, "$1"))
        .isNotEqualTo(readelf(two).replaceFirst(pattern, "$1"));
  }

  @Test
  void an_object_without_build_id_stays_without() throws Exception {
    assertThat(readelf(stripped("one", "-Wl,--build-id=none"))).doesNotContain("Build ID");
  }
}
