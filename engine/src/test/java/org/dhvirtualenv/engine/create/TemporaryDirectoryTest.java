package org.dhvirtualenv.engine.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {
  @TempDir Path directory;

  @Test
  void a_note_that_cannot_be_written_is_named_and_nothing_is_left() throws IOException {
    Path parent = Files.createDirectory(directory.resolve("tmp"));
    Path note = directory.resolve("tools/note");
    Files.createDirectories(directory.resolve("tools"));
    Files.createSymbolicLink(note, directory.resolve("nowhere/note"));
    assertThatThrownBy(() -> TemporaryDirectory.below(parent, note))
        .isInstanceOf(EngineException.class)
        .hasMessage("cannot access '" + note + "': no such file or directory");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void what_a_killed_engine_has_left_goes_even_if_its_note_is_gone() throws IOException {
    Path note = directory.resolve("tools/note");
    Path left;
    try (TemporaryDirectory first = TemporaryDirectory.below(directory, note)) {
      left = first.path();
    }
    Files.createDirectory(left);
    Files.createFile(left.resolve("lock"));
    Files.createFile(left.resolve("half"));
    try (TemporaryDirectory next = TemporaryDirectory.below(directory, note)) {
      assertThat(next.path()).isEqualTo(left);
      assertThat(left.resolve("half")).doesNotExist();
    }
    assertThat(left).doesNotExist();
  }

  @Test
  void a_directory_that_is_in_use_or_no_directory_stays() throws IOException {
    Path note = directory.resolve("tools/note");
    try (TemporaryDirectory first = TemporaryDirectory.below(directory, note)) {
      Files.delete(note);
      try (TemporaryDirectory second = TemporaryDirectory.below(directory, note)) {
        assertThat(second.path()).isNotEqualTo(first.path());
      }
      assertThat(first.path().resolve("lock")).exists();
    }
    try (TemporaryDirectory usual = TemporaryDirectory.below(directory, note)) {
      Files.delete(usual.path().resolve("lock"));
      Files.delete(usual.path());
      Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
      Files.createSymbolicLink(usual.path(), elsewhere);
      try (TemporaryDirectory other = TemporaryDirectory.below(directory, note)) {
        assertThat(other.path()).isNotEqualTo(usual.path());
      }
      assertThat(usual.path()).isSymbolicLink();
    }
  }
}
