package org.dhvirtualenv.engine.venv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.Interpreter;
import org.dhvirtualenv.engine.phase.RelocatedVirtualenv;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.junit.jupiter.api.Test;

class ByteCompilerTest {
  private static final CommandResult CRASH =
      new CommandResult(1, List.of("Traceback (most recent call last):", "OSError: no semaphores"));

  private final List<String> workers = new ArrayList<>();

  private void compile(List<CommandResult> results) {
    List<CommandResult> left = new ArrayList<>(results);
    CommandRunner python =
        new CommandRunner() {
          @Override
          public CommandResult run(Command command) {
            throw new AssertionError(command);
          }

          @Override
          public CommandResult query(Command command) {
            workers.add(command.arguments().get(command.arguments().size() - 1));
            return left.remove(0);
          }
        };
    VirtualenvSpec spec =
        new VirtualenvSpec(
            new StagingRoot(Path.of("/b/debian/app")),
            InstallPath.of("/opt/app"),
            Path.of("/b"),
            "python3",
            List.of(),
            Map.of(),
            false,
            false,
            false,
            Path.of("/b/t"),
            true,
            List.of());
    Interpreter interpreter =
        new Interpreter(Path.of("/usr/bin/python3.11"), "3.11", "cpython-311", Optional.empty());
    new ByteCompiler(python).compile(new RelocatedVirtualenv(spec, interpreter, Set.of()));
  }

  @Test
  void modules_that_do_not_compile_are_no_failure() {
    compile(List.of(new CommandResult(1, List.of("*** Error compiling 'x.py'...", "SyntaxError"))));
    assertThat(workers).containsExactly("0");
  }

  @Test
  void without_worker_processes_it_compiles_in_one() {
    compile(List.of(CRASH, new CommandResult(0, List.of())));
    assertThat(workers).containsExactly("0", "1");
  }

  @Test
  void a_crash_is_never_taken_for_modules_that_do_not_compile() {
    assertThatThrownBy(() -> compile(List.of(CRASH, CRASH)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no semaphores");
    assertThatThrownBy(
            () ->
                compile(
                    List.of(new CommandResult(139, List.of()), new CommandResult(139, List.of()))))
        .isInstanceOf(EngineException.class);
  }
}
