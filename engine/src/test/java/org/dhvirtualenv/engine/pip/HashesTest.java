package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.pip.Request.Preinstalled;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pip with {@code --require-hashes}. */
class HashesTest {
  @TempDir Path directory;
  private PipWorld world;
  private Path alpha;
  private Path beta;

  @BeforeEach
  void world() throws IOException {
    world = new PipWorld(directory);
    alpha = world.wheel("alpha", "1.0", "Requires-Dist: beta");
    beta = world.wheel("beta", "1.0");
  }

  private static String pinned(Path wheel) {
    String name = String.valueOf(wheel.getFileName()).split("-")[0];
    return name + "==1.0 --hash=sha256:" + Digests.hexadecimal(wheel);
  }

  @Test
  void the_tree_of_the_project_is_exempt_and_what_it_requires_is_not() throws IOException {
    Path project =
        world.project(
            ".",
            "proj",
            "1.0",
            "Requires-Dist: alpha",
            "Provides-Extra: more",
            "Requires-Dist: gamma; extra == 'more'");
    Path gamma = world.wheel("gamma", "1.0");
    WheelSupply supply = world.offline("--require-hashes");
    assertThat(supply.add(world.requirements(pinned(alpha), pinned(beta))))
        .extracting(WheelFile::file)
        .containsExactly(beta, alpha);
    assertThat(supply.add(new Project(project, List.of()))).hasSize(1);

    WheelSupply other = world.offline("--require-hashes");
    other.add(world.requirements(pinned(alpha), pinned(beta)));
    world.project(".", "proj", "1.0", "Requires-Dist: alpha", "Requires-Dist: gamma");
    assertThatThrownBy(() -> other.add(new Project(project, List.of())))
        .isInstanceOfSatisfying(
            EngineException.class,
            failure -> {
              assertThat(failure.getMessage()).contains("gamma");
              assertThat(failure.hint())
                  .contains("what the project requires besides")
                  .contains("--hash=sha256");
            });
    assertThat(gamma).isRegularFile();
  }

  @Test
  void an_extra_that_the_project_asks_for_needs_digests_too() throws IOException {
    alpha = world.wheel("alpha", "1.0", "Provides-Extra: x", "Requires-Dist: beta; extra == 'x'");
    Path project = world.project(".", "proj", "1.0", "Requires-Dist: alpha[x]");
    for (boolean known : new boolean[] {true, false}) {
      WheelSupply supply = world.offline("--require-hashes");
      supply.add(
          known
              ? world.requirements(pinned(alpha), pinned(beta))
              : world.requirements(pinned(alpha)));
      if (known) {
        assertThat(supply.add(new Project(project, List.of()))).hasSize(1);
      } else {
        assertThatThrownBy(() -> supply.add(new Project(project, List.of())))
            .isInstanceOf(EngineException.class)
            .hasMessageContaining("beta");
      }
    }
  }

  @Test
  void what_is_preinstalled_needs_digests_too_and_is_good_for_later_requests() throws IOException {
    assertThatThrownBy(
            () -> world.offline("--require-hashes").add(new Preinstalled(List.of("beta"))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("beta");
    Files.write(world.source.resolve("bootstrap.txt"), List.of(pinned(beta)));
    WheelSupply supply = world.offline("--require-hashes");
    assertThat(supply.add(new Preinstalled(List.of("-rbootstrap.txt")))).hasSize(1);
    assertThat(supply.add(world.requirements(pinned(alpha))))
        .extracting(WheelFile::file)
        .containsExactly(alpha);
  }

  @Test
  void a_variable_of_the_caller_asks_for_digests_as_well() throws IOException {
    world.environment.put("PIP_REQUIRE_HASHES", "1");
    Path project = world.project(".", "proj", "1.0");
    assertThat(world.offline().add(new Project(project, List.of()))).hasSize(1);
    assertThatThrownBy(() -> world.offline().add(world.requirements("beta")))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void a_wrong_digest_is_refused_with_what_to_do() throws IOException {
    String wrong = pinned(beta).replaceFirst("sha256:.{8}", "sha256:00000000");
    assertThatThrownBy(() -> world.offline().add(world.requirements(wrong)))
        .isInstanceOfSatisfying(
            EngineException.class,
            failure -> {
              assertThat(failure.getMessage()).contains("DO NOT MATCH THE HASHES");
              assertThat(failure.hint()).contains("write its new hash");
            });
  }
}
