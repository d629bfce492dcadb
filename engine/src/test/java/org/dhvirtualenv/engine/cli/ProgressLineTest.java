package org.dhvirtualenv.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter out = new StringWriter();

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(new PrintWriter(out), terminal);
  }

  @Test
  void on_a_terminal_the_line_is_written_again_and_goes_before_one_that_stays() {
    ProgressLine line = line(true);
    line.show("resolve");
    line.show("download: lxml, 1 of 3");
    line.println("a line");
    line.println("another");
    line.show("install");
    line.clear();
    line.clear();
    assertThat(out.toString())
        .isEqualTo(
            "\r\033[Kresolve\r\033[Kdownload: lxml, 1 of 3\r\033[Ka line\nanother\n"
                + "\r\033[Kinstall\r\033[K");
  }

  @Test
  void it_stays_within_a_terminal() {
    line(true).show("x".repeat(200));
    assertThat(out.toString()).isEqualTo("\r\033[K" + "x".repeat(79));
  }

  @Test
  void in_a_log_there_are_lines_that_stay_only() {
    ProgressLine line = line(false);
    line.show("resolve");
    line.println("a line");
    line.clear();
    assertThat(out.toString()).isEqualTo("a line\n");
  }
}
