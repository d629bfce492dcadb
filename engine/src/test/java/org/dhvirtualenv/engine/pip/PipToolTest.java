package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipToolTest {
  @TempDir Path directory;

  @Test
  void a_missing_pip_is_said_with_the_package_to_install() {
    for (String name : new String[] {".", "no-such-directory"}) {
      assertThatThrownBy(() -> PipTool.in(directory.resolve("tools"), directory.resolve(name)))
          .isInstanceOfSatisfying(
              EngineException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ExitCode.ENVIRONMENT);
                assertThat(failure.getMessage()).contains("pip is missing");
                assertThat(failure.hint()).isEqualTo("install python3-pip-whl");
              });
    }
  }

  @Test
  void the_wheel_of_debian_is_unpacked_once() throws IOException {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    PipTool pip = PipTool.in(tools, PipTool.WHEELS);
    assertThat(pip.runner()).isRegularFile();
    Files.delete(pip.runner());
    assertThat(PipTool.in(tools, PipTool.WHEELS).runner()).doesNotExist();
    Files.delete(tools.resolve("pip.complete"));
    assertThat(PipTool.in(tools, PipTool.WHEELS).runner()).isRegularFile();
  }
}
