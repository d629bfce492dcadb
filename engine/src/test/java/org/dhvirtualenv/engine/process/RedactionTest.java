package org.dhvirtualenv.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource({
    "https://user:pass@host/simple, https://****@host/simple",
    "Looking in indexes: https://token@a/x https://b:c@d/y,"
        + " Looking in indexes: https://****@a/x https://****@d/y",
    "git+ssh://git@host/repo, git+ssh://****@host/repo",
    "https://host/path@v1, https://host/path@v1",
    "name @ https://host/x, name @ https://host/x",
    "a@b.example, a@b.example",
  })
  void user_information_of_urls_is_hidden(String text, String shown) {
    assertThat(Redaction.redact(text)).isEqualTo(shown);
  }

  @Test
  void a_command_shows_quoted_arguments_without_credentials() {
    Command command =
        new Command(
            List.of("pip", "it's", "a b", "http://u:p@h/"), Path.of("/"), Map.of("SECRET", "x"));
    assertThat(command.toString()).isEqualTo("pip 'it'\\''s' 'a b' http://****@h/");
  }
}
