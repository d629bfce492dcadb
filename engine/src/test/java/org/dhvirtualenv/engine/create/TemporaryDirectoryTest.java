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
}
