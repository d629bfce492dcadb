package org.dhvirtualenv.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningProgramTest {
  private static RunningProgram start(String script) {
    return new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {})
        .start(new Command(List.of("sh", "-c", script), Path.of("/"), Map.of()));
  }

  private static BufferedReader reader(RunningProgram program) {
    return new BufferedReader(new InputStreamReader(program.output(), StandardCharsets.UTF_8));
  }

  @Test
  void it_answers_while_it_runs_and_ends_with_its_input() throws IOException {
    try (RunningProgram program =
        start("while read -r line; do echo \"<$line>\"; done; echo bye >&2; exit 3")) {
      BufferedReader answers = reader(program);
      for (String line : List.of("one", "two")) {
        program.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        program.input().flush();
        assertThat(answers.readLine()).isEqualTo("<" + line + ">");
      }
      CommandResult result = program.end();
      assertThat(result.status()).isEqualTo(3);
      assertThat(result.output()).containsExactly("bye");
    }
  }

  @Test
  void much_on_standard_error_holds_nothing_up_and_the_end_is_kept() {
    try (RunningProgram program = start("seq 200000 >&2; echo http://u:p@h/ >&2")) {
      assertThat(program.end().output()).hasSize(50).endsWith("200000", "http://****@h/");
    }
  }

  @Test
  void closing_ends_it_with_its_children() throws Exception {
    RunningProgram program = start("sleep 1000 & echo $!; wait; exit 1");
    long child = Long.parseLong(reader(program).readLine());
    Optional<ProcessHandle> handle = ProcessHandle.of(child);
    assertThat(handle).isPresent();
    program.close();
    for (int i = 0; i < 300 && runs(child); i++) {
      Thread.sleep(100);
    }
    assertThat(runs(child)).isFalse();
    assertThat(program.end().succeeded()).isFalse();
  }

  /** Returns whether a process runs; one that nobody has reaped yet does not (proc(5), stat). */
  private static boolean runs(long pid) throws IOException {
    Path state = Path.of("/proc", Long.toString(pid), "stat");
    try {
      return !Files.readString(state).contains(") Z ");
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
