package org.dhvirtualenv.engine.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.testing.FakeRunner;
import org.junit.jupiter.api.Test;

/** What is depended on for an interpreter, and that a real one answers. */
class InterpreterFinderTest {
  private static final String SHELL = "/bin/sh"; // any executable; its answers are not its own

  private static List<String> relations(String executable, String pypy, String owner) {
    FakeRunner runner =
        new FakeRunner()
            .answer(SHELL + " -I -c", 0, executable, "3.9", "pypy39", pypy)
            .answer("dpkg-query", owner.isEmpty() ? 1 : 0, owner + ": " + executable);
    return new InterpreterFinder(runner, List.of())
        .find(SHELL).relations().stream().map(Relation::text).toList();
  }

  @Test
  void a_release_of_pypy_holds_until_the_next_because_its_package_name_has_no_version() {
    assertThat(relations("/usr/lib/pypy3.9/bin/pypy3.9", "7.3.11", "pypy3"))
        .containsExactly("pypy3 (>= 7.3.11)", "pypy3 (<< 7.3.12~)");
    assertThat(relations("/usr/bin/pypy3", "7.3.9", "pypy3"))
        .containsExactly("pypy3 (>= 7.3.9)", "pypy3 (<< 7.3.10~)");
  }

  @Test
  void the_name_of_another_has_its_version() {
    assertThat(relations("/usr/bin/python3.11", "0.0.0", "python3.11-minimal"))
        .containsExactly("python3.11");
  }

  @Test
  void one_that_dpkg_does_not_know_brings_no_relation() {
    assertThat(relations("/opt/pypy/bin/pypy3", "7.3.11", "")).isEmpty();
  }

  @Test
  void a_real_one_says_that_it_is_no_pypy() {
    Interpreter found =
        new InterpreterFinder(
                new SystemCommandRunner(System.getenv(), false, line -> {}), List.of())
            .find("python3");
    assertThat(found.relations())
        .allSatisfy(relation -> assertThat(relation.text()).doesNotContain("("));
  }
}
