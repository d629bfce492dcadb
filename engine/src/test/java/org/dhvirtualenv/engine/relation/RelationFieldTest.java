package org.dhvirtualenv.engine.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.Relation;
import org.junit.jupiter.api.Test;

class RelationFieldTest {
  private final RelationField field = new RelationField();

  private void add(String templates, String version) {
    for (Template template : Template.parse(templates)) {
      field.add(template, new DebianVersion(version), "symbol@" + version);
    }
  }

  private void raise(String template, String version) {
    field.raise(new Template(template), new DebianVersion(version), "Build-Depends: x");
  }

  private List<String> simplified() {
    return field.simplified().stream().map(Relation::text).toList();
  }

  @Test
  void a_package_has_one_relation_with_its_highest_version() {
    add("libc6 #MINVER#", "2.4");
    add("libc6 #MINVER#", "2.14");
    add("libc6 #MINVER#", "2.9");
    field.add(new Template("libz1 (>= 1:1.1)"), Optional.empty());
    add("libz1 #MINVER#", "1:1.2");
    field.add(new Template("libz1"), Optional.empty());
    field.add(new Template("liba1"), Optional.empty());
    assertThat(simplified()).containsExactly("liba1", "libc6 (>= 2.14)", "libz1 (>= 1:1.2)");
  }

  @Test
  void templates_with_commas_and_alternatives_are_kept_apart() {
    add("libgl1 #MINVER# | libgl-new, libgl-data, ", "3");
    assertThat(simplified()).containsExactly("libgl-data", "libgl1 (>= 3) | libgl-new");
  }

  @Test
  void raising_touches_only_what_is_there() {
    add("liba1 #MINVER#", "1");
    raise("liba1 #MINVER#", "2");
    raise("libb1 #MINVER#", "2");
    raise("liba1 #MINVER#", "1.5");
    assertThat(simplified()).containsExactly("liba1 (>= 2)");
    assertThat(field.symbol(new Template("liba1 #MINVER#"))).contains("Build-Depends: x");
  }

  @Test
  void a_symbol_explains_a_template_with_a_version_of_its_own() {
    add("libc6 (>> 2.36), libc6 (<< 2.37)", "0"); // that of GLIBC_PRIVATE
    assertThat(simplified()).containsExactly("libc6 (<< 2.37)", "libc6 (>> 2.36)");
    assertThat(field.symbol(new Template("libc6 (<< 2.37)"))).contains("symbol@0");
    assertThat(field.symbol(new Template("libc6 (>> 2.36)"))).contains("symbol@0");
  }

  @Test
  void version_zero_is_no_version() {
    add("liba1 #MINVER#", "0");
    assertThat(simplified()).containsExactly("liba1");
  }

  @Test
  void the_symbol_that_sets_the_version_is_remembered() {
    Template template = new Template("liba1 #MINVER#");
    field.add(template, Optional.of(new DebianVersion("1")));
    assertThat(field.symbol(template)).isEmpty();
    add("liba1 #MINVER#", "1");
    assertThat(field.symbol(template)).contains("symbol@1");
    assertThat(field.relation(template)).isEqualTo(new Relation("liba1 (>= 1)"));
    assertThat(field.symbol(new Template("liba1"))).isEmpty();
  }

  @Test
  void what_is_no_relation_is_refused() {
    assertThatThrownBy(() -> new Template("lib_a #MINVER#").at(Optional.empty()))
        .isInstanceOf(EngineException.class)
        .hasMessage("'lib_a' is not a relation to a package");
  }
}
