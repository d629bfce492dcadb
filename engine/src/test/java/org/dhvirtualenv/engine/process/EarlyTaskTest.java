package org.dhvirtualenv.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EarlyTaskTest {
  @Test
  void the_result_is_there_whenever_somebody_asks() {
    try (EarlyTask<String> task = new EarlyTask<>("work", () -> "done")) {
      assertThat(task.result()).isEqualTo("done");
      assertThat(task.result()).isEqualTo("done");
    }
  }

  @Test
  void its_failure_is_that_of_whoever_asks() {
    EngineException failure = new EngineException(ExitCode.TOOL, "what", "hint");
    EarlyTask<String> task =
        new EarlyTask<>(
            "work",
            () -> {
              throw failure;
            });
    assertThatThrownBy(task::result).isSameAs(failure);
    task.close();
  }

  @Test
  void closing_ends_the_program_that_it_waits_for() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    SystemCommandRunner runner =
        new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {});
    Command command =
        new Command(List.of("sh", "-c", "echo $$; exec sleep 600"), Path.of("/"), Map.of());
    ProcessHandle program;
    try (EarlyTask<CommandResult> task =
        new EarlyTask<>("work", () -> runner.run(command, lines::add))) {
      program = ProcessHandle.of(Long.parseLong(lines.take())).orElseThrow();
      assertThat(program.isAlive()).isTrue();
    }
    assertThat(program.isAlive()).isFalse();
  }
}
