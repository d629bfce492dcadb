package org.dhvirtualenv.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dhvirtualenv.engine.phase.Counted;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.phase.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhaseReportTest {
  private static final long MILLISECOND = 1_000_000;

  private long now;
  private final Phases phases = new Phases(() -> now, Progress.NONE);

  @BeforeEach
  void work() {
    phases.run(Phase.CREATE, () -> now += 52 * MILLISECOND);
    phases.run(Phase.INSTALL, () -> now += 2345 * MILLISECOND);
    phases.count(Phase.INSTALL, Counted.WHEELS, 1);
    phases.count(Phase.INSTALL, Counted.FILES, 4321);
    now += 100 * MILLISECOND;
  }

  @Test
  void the_table_has_what_has_run_and_the_whole() {
    assertThat(new PhaseReport("dh_virtualenv", phases).table())
        .containsExactly(
            "dh_virtualenv: phases",
            "  create         0.05 s",
            "  install        2.35 s  1 wheel, 4321 files",
            "  all            2.50 s");
  }

  @Test
  void programs_get_the_same(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("phases.json");
    new PhaseReport("dh_virtualenv", phases).write(file);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {
              "command": "dh_virtualenv",
              "seconds": 2.497,
              "phases": [
                {
                  "phase": "create",
                  "seconds": 0.052
                },
                {
                  "phase": "install",
                  "seconds": 2.345,
                  "wheels": 1,
                  "files": 4321
                }
              ]
            }
            """);
  }
}
