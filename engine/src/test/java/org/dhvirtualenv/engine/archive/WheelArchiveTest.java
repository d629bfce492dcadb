package org.dhvirtualenv.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheelArchiveTest {
  @TempDir Path directory;

  private Path wheel(String... names) throws IOException {
    Path file = directory.resolve("x.whl");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        if (!name.endsWith("/")) {
          zip.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    }
    return file;
  }

  @Test
  void files_are_written_below_the_directory() throws IOException {
    Path target = directory.resolve("out");
    new WheelArchive(wheel("pip/", "pip/__init__.py", "pip-1.dist-info/ü")).extract(target);
    assertThat(target.resolve("pip/__init__.py")).hasContent("pip/__init__.py");
    assertThat(target.resolve("pip-1.dist-info/ü")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/etc/evil", "a/../../evil", "..", "a/.."})
  void an_entry_that_leads_out_is_refused(String name) throws IOException {
    Path target = directory.resolve("out");
    assertThatThrownBy(() -> new WheelArchive(wheel("good", name)).extract(target))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'" + name + "'");
    assertThat(directory.resolve("evil")).doesNotExist();
  }

  @Test
  void a_file_that_is_no_archive_is_named() throws IOException {
    Path file = Files.writeString(directory.resolve("bad.whl"), "no zip");
    assertThatThrownBy(() -> new WheelArchive(file).extract(directory.resolve("out")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("bad.whl");
  }
}
