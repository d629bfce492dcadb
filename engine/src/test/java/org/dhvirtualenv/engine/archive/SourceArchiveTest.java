package org.dhvirtualenv.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceArchiveTest {
  @TempDir Path directory;

  private Path tar(String... names) throws IOException {
    Path file = directory.resolve("a-1.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (String name : names) {
        byte[] content = ("Name: " + name).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  @Test
  void the_metadata_are_those_of_the_only_directory() throws IOException {
    Path file = tar("a-1/src/a.egg-info/PKG-INFO", "a-1/PKG-INFO");
    assertThat(new SourceArchive(file).metadata()).isEqualTo("Name: a-1/PKG-INFO");
    assertThat(new SourceArchive(tar("./a-1/PKG-INFO")).metadata())
        .isEqualTo("Name: ./a-1/PKG-INFO");
  }

  @Test
  void a_zip_archive_is_read_as_well() throws IOException {
    Path file = directory.resolve("a-1.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a-1/setup.py"));
      zip.putNextEntry(new ZipEntry("a-1/PKG-INFO"));
      zip.write("Name: a".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new SourceArchive(file).metadata()).isEqualTo("Name: a");
  }

  @Test
  void old_ones_have_none() throws IOException {
    assertThat(new SourceArchive(tar("a-1/setup.py")).metadata()).isEmpty();
  }

  @Test
  void what_is_no_archive_is_named() throws IOException {
    Path file = Files.writeString(directory.resolve("a-1.tar.gz"), "no archive");
    assertThatThrownBy(() -> new SourceArchive(file).metadata())
        .hasMessageStartingWith("cannot read the source distribution '" + file + "'");
  }
}
