package org.dhvirtualenv.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1000, 1000, 1000",
    "512K, 524288, 512K",
    "2048M, 2147483648, 2G",
    "8G, 8589934592, 8G",
    "999999T, 1099510528264372224, 999999T"
  })
  void units_are_powers_of_1024(String text, long bytes, String shown) {
    assertThat(ByteSize.of(text)).isEqualTo(new ByteSize(bytes)).hasToString(shown);
  }

  @Test
  void there_is_no_unit_above_the_last_one() {
    assertThat(new ByteSize(1L << 60)).hasToString("1048576T");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "-1G", "8GB", "8 G", "1.5G", "8g", "1234567"})
  void anything_else_is_a_wrong_command_line(String text) {
    assertThatThrownBy(() -> ByteSize.of(text))
        .isInstanceOf(EngineException.class)
        .hasMessage("'" + text + "' is not a size");
  }
}
