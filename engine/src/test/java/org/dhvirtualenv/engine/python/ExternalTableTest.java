package org.dhvirtualenv.engine.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.ExternalRequirement;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.testing.FakeRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalTableTest {
  private static final String EVIDENCE = "the table 'external' of pyproject.toml";

  @TempDir Path directory;

  private List<ExternalRequirement> read(String text) throws IOException {
    Files.writeString(directory.resolve("pyproject.toml"), text);
    return new ExternalTable(
            new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {}))
        .of(directory);
  }

  @Test
  void what_is_needed_at_run_time_is_read() throws IOException {
    assertThat(
            read(
                """
                project.name = "my.app"
                [external]
                build-requires = ["dep:virtual/compiler/c"]
                dependencies = ["dep:generic/git", "dep:generic/x@>=2"]
                [external.optional-dependencies]
                a = ["dep:generic/y"]
                """))
        .containsExactly(
            new ExternalRequirement("my.app", "dep:generic/git", Strength.DEPENDS, EVIDENCE),
            new ExternalRequirement("my.app", "dep:generic/x@>=2", Strength.DEPENDS, EVIDENCE),
            new ExternalRequirement("my.app", "dep:generic/y", Strength.SUGGESTS, EVIDENCE));
  }

  @Test
  void without_such_a_table_python_is_not_asked() throws IOException {
    ExternalTable table = new ExternalTable(new FakeRunner());
    assertThat(table.of(directory)).isEmpty();
    Files.writeString(directory.resolve("pyproject.toml"), "[project]\nname = 'external'\n");
    assertThat(table.of(directory)).isEmpty();
  }

  @Test
  void a_table_of_another_form_is_a_failure() {
    assertThatThrownBy(() -> read("[external]\ndependencies = 1\n"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'external' of pyproject.toml cannot be read");
  }
}
