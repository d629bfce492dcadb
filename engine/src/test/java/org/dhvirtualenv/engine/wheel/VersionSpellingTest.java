package org.dhvirtualenv.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionSpellingTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0",
    "1.0, 1.0.0",
    "1.0, v1",
    "01.02, 1.2",
    "1.0rc1, 1.0.RC-1",
    "1.0a0, 1.0alpha",
    "1.0_1, 1.0-1",
    "1.0.post1, 1.0-1",
    "1.0.dev0, 1.0dev",
    "1!2.0, 1!2",
    "1.0+local.1, 1.0+local-1",
    "1.0_local.1, 1.0+local.1",
    "2004d, 2004d",
    "1_0_beta, 1.0-beta-",
  })
  void spellings_of_one_version(String escaped, String version) {
    boolean different = version.endsWith("-");
    assertThat(VersionSpelling.stands(escaped, version)).isNotEqualTo(different);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.1",
    "1.0, 1.0.post0",
    "1.0a1, 1.0b1",
    "1.0, 1.0+local",
    "1.0, 1!1.0",
    "1.10, 1.1"
  })
  void different_versions(String escaped, String version) {
    assertThat(VersionSpelling.stands(escaped, version)).isFalse();
  }
}
