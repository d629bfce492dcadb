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
    assertThat(run(input("build\0--no-such\0app\0"), "-")).isEqualTo(2);
    assertThat(err.toString()).contains("error: Unknown option: '--no-such'");
  }

  @Test
  void a_request_that_was_cut_off_is_not_run() {
    assertThat(run(input("build\0--extra-pip-arg=--no-ind"), "-")).isEqualTo(2);
    assertThat(run(input(""), "-")).isEqualTo(2);
    assertThat(err.toString().lines().toList())
        .hasSize(4)
        .contains("dh_virtualenv: error: the request on standard input is not whole");
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
