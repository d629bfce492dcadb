package org.dhvirtualenv.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return run(InputStream.nullInputStream(), arguments);
  }

  private int run(InputStream input, String... arguments) {
    return Main.run(
        arguments,
        input,
        Map.of("PATH", "/usr/bin"),
        directory,
        new PrintWriter(out),
        new PrintWriter(err));
  }

  @Test
  void an_unknown_option_is_a_wrong_command_line() {
    assertThat(run("build", "--no-such", "app", "any", "debian/app", "r")).isEqualTo(2);
    assertThat(err.toString())
        .contains("dh_virtualenv: error: Unknown option: '--no-such'")
        .contains("dh_virtualenv: hint: 'man dh_virtualenv' lists the options");
  }

  @Test
  void a_missing_command_is_a_wrong_command_line() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("error: missing command");
  }

  @Test
  void arguments_can_come_from_standard_input() {
    assertThat(run(input("1\0PATH=/bin\0build\0--no-such\0app\0"), "-")).isEqualTo(2);
    assertThat(err.toString()).contains("error: Unknown option: '--no-such'");
  }

  @Test
  void variables_come_with_the_arguments() {
    Handed handed = Handed.read(input("2\0A=b=c\0EMPTY=\0build\0\0app\0")).orElseThrow();
    assertThat(handed.variables()).isEqualTo(Map.of("A", "b=c", "EMPTY", ""));
    assertThat(handed.arguments()).containsExactly("build", "", "app");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\0build\0--extra-pip-arg=--no-ind",
        "0",
        "1\0",
        "1\0PATH\0build\0",
        "2\0PATH=/bin\0",
        "build\0--no-such\0",
        "-1\0build\0",
        "\0"
      })
  void a_request_that_is_not_whole_is_not_run(String request) {
    assertThat(run(input(request), "-")).isEqualTo(2);
    assertThat(err.toString().lines().toList())
        .hasSize(2)
        .contains("dh_virtualenv: error: the request on standard input is not whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "finish", "shlibdeps", "none"})
  void a_guess_changes_no_request(String guess) {
    assertThat(run(input("0\0build\0--no-such\0app\0"), "-", guess)).isEqualTo(2);
    String said = err.toString();
    assertThat(run("build", "--no-such", "app")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(said + said);
    assertThat(run(input(""), "-", guess)).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(said + said);
  }

  @Test
  void nobody_hears_of_a_request_that_was_never_made() {
    assertThat(run(input(""), "-")).isEqualTo(2);
    assertThat(err.toString() + out).isEmpty();
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_expected_failure_has_two_lines_and_no_stack_trace() {
    assertThat(run("build", "app", "any", "debian/app", "r")).isEqualTo(3);
    assertThat(err.toString().lines().toList())
        .hasSize(2)
        .allMatch(line -> line.startsWith("dh_virtualenv: "));
    assertThat(directory.resolve("r")).doesNotExist();
  }

  @Test
  void a_missing_directory_is_named_and_no_bug() {
    assertThat(run("shlibdeps", "app", "debian/missing", "r", "/usr/share/python/app"))
        .isEqualTo(5);
    assertThat(err.toString())
        .contains("error: cannot access '" + directory + "/debian/missing': no such file")
        .contains("hint: check that it exists")
        .doesNotContain("\tat ");
  }
}
