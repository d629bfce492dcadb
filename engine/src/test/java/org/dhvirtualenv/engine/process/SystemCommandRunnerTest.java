package org.dhvirtualenv.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.Test;

class SystemCommandRunnerTest {
  private final List<String> log = new ArrayList<>();
  private final CommandRunner runner =
      new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin", "A", "1"), false, log::add);

  private static Command shell(String script) {
    return new Command(List.of("sh", "-c", script), Path.of("/"), Map.of("B", "2"));
  }

  @Test
  void run_merges_the_streams_logs_and_redacts_them() {
    CommandResult result = runner.run(shell("echo http://u:p@h/; echo $A$B >&2; exit 3"));
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.output()).containsExactlyInAnyOrder("http://****@h/", "12");
    assertThat(log).containsExactlyInAnyOrderElementsOf(result.output());
  }

  @Test
  void query_returns_standard_output_only_and_logs_nothing() {
    CommandResult result = runner.query(shell("echo out; echo err >&2"));
    assertThat(result.output()).containsExactly("out");
    assertThat(log).isEmpty();
  }

  @Test
  void standard_input_is_empty() {
    assertThat(runner.query(shell("cat; echo end")).output()).containsExactly("end");
  }

  @Test
  void bytes_that_are_no_utf8_do_not_end_the_run() {
    assertThat(runner.query(shell("printf '\\377\\n'; echo end")).last(1)).containsExactly("end");
  }

  @Test
  void a_program_that_does_not_exist_is_named() {
    Command command = new Command(List.of("no-such-program"), Path.of("/"), Map.of());
    assertThatThrownBy(() -> runner.run(command))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'no-such-program'");
  }

  @Test
  void a_full_disk_is_what_is_wrong_whatever_the_program_was() {
    Command full = shell("echo \"cp: error writing 'x': No space left on device\"; exit 1");
    assertThat(ToolFailure.of("cannot copy", full, runner.run(full), "ask cp").hint())
        .startsWith("free some space");
    Command other = shell("echo 'cp: x: No such file'; exit 1");
    assertThat(ToolFailure.of("cannot copy", other, runner.run(other), "ask cp").hint())
        .isEqualTo("ask cp");
  }
}
