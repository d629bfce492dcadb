package org.dhvirtualenv.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
  @ParameterizedTest
  @CsvSource({
    ">= 2, 2.0, true",
    ">= 2, 2rc1, true",
    ">= 2, 1.99, false",
    ">= 2, 10, true",
    "<2.1, 2.0.9, true",
    "<2.1, 2.1.0.post1, false",
    "<= 2.1, 2.1.0+cu126, true",
    "<= 2.1, 2.1.1, false",
    "> 0, 0.1, true",
    "== 0, 0.0, true",
    "> 0, 0, false",
    "== 1.10, 1.10.0, true",
    "== 1.10, 1.1, false",
    "!= 1.0, 1, false",
    "< 2025, 1!1.0, false",
    "< 1!2, 2025.1, true",
    "'>= 1, < 3, != 2', 2.0, false",
    "'>= 1, < 3, != 2', 2.5, true",
    "< 1, 20260101000000000000000, false",
    "< 1, '', true",
  })
  void release_numbers_are_compared(String range, String version, boolean holds) {
    assertThat(VersionRange.parse(range).holds(version)).isEqualTo(holds);
  }

  @Test
  void every_version_is_any() {
    assertThat(VersionRange.ANY.holds("0")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", ">= 2,", "~= 2", ">= two", "== 2.*", ">= 2 < 3"})
  void what_is_no_range_is_refused(String text) {
    assertThatThrownBy(() -> VersionRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
