package org.dhvirtualenv.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OptionsTest {
  private final Options build = new Options("build", "dh_virtualenv", "").operand("PACKAGE", "");
  private final Options shlibdeps =
      new Options("shlibdeps", "dh_virtualenv_shlibdeps", "").operands("FILE", "");

  private static void parse(Options options, String... arguments) {
    new CommandLine(options.bind(() -> 0)).setExpandAtFiles(false).parseArgs(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--extra-index-url=https://u:p@host/",
        "--index-url",
        "--python",
        "-S",
        "-Dx",
        "-h",
        "--help",
        "--",
        "-",
        "@file",
        "\"quoted\"",
        "${user.home}",
        "a, b"
      })
  void values_are_taken_verbatim(String value) {
    parse(build, "--extra-pip-arg=" + value, "--extra-pip-arg", value, "--", "app");
    assertThat(build.list("extra-pip-arg")).containsExactly(value, value);
    assertThat(build.text("PACKAGE")).isEqualTo("app");
    assertThat(build.flag("use-system-packages")).isFalse();
  }

  @Test
  void the_last_value_counts_unless_all_do() {
    parse(build, "--python=a", "--preinstall=x", "-D", "y", "--python=b", "--preinstall=z", "app");
    assertThat(build.value("python")).contains("b");
    assertThat(build.list("preinstall")).containsExactly("x", "z");
    assertThat(build.value("sourcedirectory")).contains("y");
  }

  @Test
  void lists_with_commas_are_split() {
    parse(build, "--extras=a, b", "--extras=c", "--preinstall=a,b", "app");
    assertThat(build.list("extras")).containsExactly("a", "b", "c");
    assertThat(build.list("preinstall")).containsExactly("a,b");
  }

  @Test
  void defaults_are_those_of_the_table() {
    parse(build, "app");
    assertThat(build.text("python")).isEqualTo("python3");
    assertThat(build.value("requirements")).isEmpty();
    assertThat(build.list("extras")).isEmpty();
    assertThatThrownBy(() -> build.text("requirements"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> build.flag("explain")).hasMessageContaining("no option explain");
  }

  @Test
  void only_known_values_are_taken_where_they_are_listed() {
    parse(shlibdeps, "--dlopen=depends", "--explain", "--", "a", "b");
    assertThat(shlibdeps.text("dlopen")).isEqualTo("depends");
    assertThat(shlibdeps.flag("explain")).isTrue();
    assertThat(shlibdeps.list("FILE")).isEqualTo(List.of("a", "b"));
    assertThatThrownBy(() -> parse(shlibdeps, "--dlopen=maybe", "a"))
        .hasMessage("--dlopen='maybe' is none of warn, recommends, depends, ignore");
    assertThatThrownBy(() -> parse(shlibdeps, "a", "--dlopen"))
        .hasMessageContaining("'--dlopen' needs a value: ACTION");
  }
}
