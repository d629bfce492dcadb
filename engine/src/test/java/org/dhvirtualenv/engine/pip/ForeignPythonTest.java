package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ForeignPythonTest {
  @Test
  void the_newest_platform_comes_first_and_old_names_where_they_belong() {
    assertThat(new ForeignPython("3.12", "amd64", 18).words())
        .containsSubsequence(
            "--only-binary=:all:",
            "--python-version=3.12",
            "--platform=manylinux_2_18_x86_64",
            "--platform=manylinux_2_17_x86_64",
            "--platform=manylinux2014_x86_64",
            "--platform=manylinux_2_12_x86_64",
            "--platform=manylinux2010_x86_64",
            "--platform=manylinux_2_5_x86_64",
            "--platform=manylinux1_x86_64",
            "--platform=linux_x86_64")
        .doesNotContain("--platform=manylinux_2_19_x86_64", "--platform=manylinux_2_4_x86_64");
  }

  @Test
  void other_machines_have_no_tags_from_before_2014() {
    assertThat(new ForeignPython("3.12", "arm64", 18).words())
        .contains("--platform=manylinux2014_aarch64")
        .doesNotContain("--platform=manylinux_2_16_aarch64", "--platform=manylinux2010_aarch64");
  }

  @Test
  void its_markers_are_those_of_the_machine() {
    assertThat(new ForeignPython("3.9", "armhf", 36).environment())
        .containsEntry("DH_PIP_TARGET", "3.9 armv7l");
  }

  @Test
  void what_nobody_knows_is_refused() {
    assertThatThrownBy(() -> new ForeignPython("3", "amd64", 36))
        .hasMessage("'3' is not a version of Python 3");
    assertThatThrownBy(() -> new ForeignPython("3.12", "vax", 36))
        .hasMessage("no wheels are known for the architecture 'vax'");
  }
}
