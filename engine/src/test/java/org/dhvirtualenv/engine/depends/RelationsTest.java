package org.dhvirtualenv.engine.depends;

import static org.assertj.core.api.Assertions.assertThat;

import org.dhvirtualenv.engine.dpkg.DebianVersion;
import org.junit.jupiter.api.Test;

class RelationsTest {
  private final Relations relations = new Relations();

  private void add(String template, String version) {
    relations.add(template, new DebianVersion(version), "symbol@" + version);
  }

  @Test
  void a_package_has_one_relation_with_its_highest_version() {
    add("libc6 #MINVER#", "2.4");
    add("libc6 #MINVER#", "2.14");
    add("libc6 #MINVER#", "2.9");
    add("libz1 (>= 1:1.1)", "");
    add("libz1 #MINVER#", "1:1.2");
    add("liba1", "");
    assertThat(relations.simplified())
        .containsExactly("liba1", "libc6 (>= 2.14)", "libz1 (>= 1:1.2)");
  }

  @Test
  void templates_with_commas_and_alternatives_are_kept_apart() {
    add("libgl1 #MINVER# | libgl-new, libgl-data", "3");
    assertThat(relations.simplified()).containsExactly("libgl-data", "libgl1 (>= 3) | libgl-new");
  }

  @Test
  void raising_touches_only_what_is_there() {
    add("liba1 #MINVER#", "1");
    relations.raise("liba1 #MINVER#", new DebianVersion("2"), "Build-Depends");
    relations.raise("libb1 #MINVER#", new DebianVersion("2"), "Build-Depends");
    relations.raise("liba1 #MINVER#", new DebianVersion("1.5"), "Build-Depends");
    assertThat(relations.simplified()).containsExactly("liba1 (>= 2)");
  }

  @Test
  void version_zero_is_no_version() {
    add("liba1 #MINVER#", "0");
    assertThat(relations.simplified()).containsExactly("liba1");
  }
}
