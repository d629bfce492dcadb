package org.dhvirtualenv.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several requests in one list of words. */
class RequestsTest {
  @TempDir Path directory;

  private List<List<String>> read(String... words) {
    return Requests.read(words, directory).all().stream()
        .map(List::of)
        .collect(Collectors.toList());
  }

  @Test
  void no_word_ends_a_request_or_begins_one() {
    assertThat(read("done", "4", "build", "2", "", "several", "2", "finish", "--"))
        .containsExactly(List.of("build", "2", "", "several"), List.of("finish", "--"));
  }

  @Test
  void what_is_no_number_or_more_than_there_is_is_refused() {
    for (String count : List.of("", "0", "-1", "3", "x", "99999999999")) {
      assertThatThrownBy(() -> read("done", count, "build", "x"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("'" + count + "' is not the number of words");
    }
    assertThatThrownBy(this::read).isInstanceOf(EngineException.class);
  }

  @Test
  void how_many_are_done_stands_in_the_file() throws Exception {
    Requests requests = Requests.read(new String[] {"done", "1", "x"}, directory);
    requests.note(1);
    requests.note(2);
    assertThat(new String(Files.readAllBytes(directory.resolve("done")))).isEqualTo("2\n");
  }
}
