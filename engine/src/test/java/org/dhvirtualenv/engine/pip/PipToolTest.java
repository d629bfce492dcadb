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
    Path module = pip.runner().resolveSibling("__init__.py");
    Files.delete(module);
    assertThat(PipTool.in(tools, PipTool.WHEELS).runner()).isEqualTo(pip.runner());
    assertThat(module).doesNotExist();
    Files.delete(tools.resolve("pip.complete"));
    PipTool.in(tools, PipTool.WHEELS);
    assertThat(module).isRegularFile();
  }

  @Test
  void the_programs_of_another_release_of_the_engine_are_replaced() throws IOException {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    PipTool pip = PipTool.in(tools, PipTool.WHEELS);
    byte[] ours = Files.readAllBytes(pip.runner());
    Files.writeString(pip.runner(), "another release");
    Files.delete(pip.lister());
    PipTool.in(tools, PipTool.WHEELS);
    assertThat(Files.readAllBytes(pip.runner())).isEqualTo(ours);
    assertThat(pip.lister()).isRegularFile();
  }

  @Test
  void the_newest_wheel_is_the_one_with_the_highest_version() throws IOException {
    Path wheels = Files.createDirectories(directory.resolve("wheels"));
    for (String version : new String[] {"9.0.3", "23.0.1+dfsg", "22.3", "23.0"}) {
      Path wheel = wheels.resolve("pip-" + version + "-py3-none-any.whl");
      Files.copy(PipTool.in(directory.resolve("tools"), PipTool.WHEELS).wheel(), wheel);
    }
    assertThat(PipTool.in(directory.resolve("others"), wheels).wheel().getFileName())
        .hasToString("pip-23.0.1+dfsg-py3-none-any.whl");
  }
}
