package org.dhvirtualenv.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "libm.so.6, libm.so.6, true",
    "libm.so.6, libmXso.6, false",
    "lib*.so.?, libm.so.6, true",
    "lib*.so.?, libm.so.60, false",
    "'{a,b}[0-9]', b7, true",
    "'a\\*', a*, true",
    "'a\\*', ab, false",
    "*, /usr/lib/x, false",
    "/usr/lib/x, /usr/lib/x, true",
  })
  void a_name_matches_as_for_the_file_system(String glob, String name, boolean matches) {
    assertThat(new Glob(glob).matches(name)).isEqualTo(matches);
    assertThat(new Glob(glob).matches(name)).isEqualTo(matches);
  }

  @Test
  void a_malformed_one_says_so() {
    assertThat(new Glob("a[").defect()).isPresent();
    assertThat(new Glob("a[b]").defect()).isEmpty();
    assertThat(new Glob("a[")).hasToString("a[");
  }
}
