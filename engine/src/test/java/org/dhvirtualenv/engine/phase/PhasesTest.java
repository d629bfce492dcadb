package org.dhvirtualenv.engine.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhasesTest {
  private long now = 1_000;
  private final List<String> shown = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void show(String line) {
          shown.add(line);
        }

        @Override
        public void clear() {
          shown.add("");
        }
      };
  private final Phases phases = new Phases(() -> now, progress);

  private void pass(long nanoseconds) {
    now += nanoseconds;
  }

  @Test
  void a_phase_has_its_own_time_without_that_of_phases_inside_it() {
    phases.run(
        Phase.INSTALL,
        () -> {
          pass(5);
          phases.run(Phase.COMPILE, () -> pass(30));
          pass(2);
        });
    pass(100);
    assertThat(phases.all())
        .containsExactly(
            new Measured(Phase.INSTALL, 7, Map.of()), new Measured(Phase.COMPILE, 30, Map.of()));
    assertThat(phases.total()).isEqualTo(137);
  }

  @Test
  void a_phase_that_comes_again_adds_up_and_reports_have_one_order() {
    phases.run(Phase.INSTALL, () -> pass(1));
    phases.run(Phase.RESOLVE, () -> pass(2));
    phases.run(Phase.INSTALL, () -> pass(4));
    phases.count(Phase.INSTALL, Counted.FILES, 40);
    phases.count(Phase.INSTALL, Counted.WHEELS, 1);
    phases.count(Phase.INSTALL, Counted.WHEELS, 2);
    assertThat(phases.all())
        .containsExactly(
            new Measured(Phase.RESOLVE, 2, Map.of()),
            new Measured(Phase.INSTALL, 5, Map.of(Counted.WHEELS, 3, Counted.FILES, 40)));
    assertThat(phases.all().get(1).counts().keySet())
        .containsExactly(Counted.WHEELS, Counted.FILES);
  }

  @Test
  void what_was_counted_in_a_phase_that_never_ran_is_not_reported() {
    phases.count(Phase.DOWNLOAD, Counted.WHEELS, 0);
    assertThat(phases.all()).isEmpty();
  }

  @Test
  void a_phase_can_become_another_one_before_its_work_ends() {
    String made =
        phases.time(
            Phase.DOWNLOAD,
            () -> {
              pass(10);
              phases.turn(Phase.BUILD);
              pass(50);
              return "wheels";
            });
    assertThat(made).isEqualTo("wheels");
    assertThat(phases.all())
        .containsExactly(
            new Measured(Phase.DOWNLOAD, 10, Map.of()), new Measured(Phase.BUILD, 50, Map.of()));
  }

  @Test
  void a_phase_that_fails_is_over() {
    assertThatThrownBy(
            () ->
                phases.run(
                    Phase.CHECK,
                    () -> {
                      pass(3);
                      throw new IllegalStateException("wrong");
                    }))
        .hasMessage("wrong");
    pass(9);
    phases.run(Phase.SCAN, () -> pass(1));
    assertThat(phases.all())
        .containsExactly(
            new Measured(Phase.CHECK, 3, Map.of()), new Measured(Phase.SCAN, 1, Map.of()));
  }

  @Test
  void whoever_watches_sees_phases_and_steps_and_nothing_in_the_end() {
    phases.step("too early");
    phases.run(
        Phase.INSTALL,
        () -> {
          phases.step("100 of 300 files");
          phases.run(Phase.COMPILE, () -> {});
        });
    phases.step("too late");
    assertThat(shown)
        .containsExactly("install", "install: 100 of 300 files", "compile", "install", "");
  }
}
