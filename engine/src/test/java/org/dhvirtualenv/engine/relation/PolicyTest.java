package org.dhvirtualenv.engine.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dhvirtualenv.engine.testing.RelationScene.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.Knowledge;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Strength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final String PATH = "lib/python3.11/site-packages/cv2/cv2.abi3.so";

  @ParameterizedTest
  @CsvSource({
    "opencv-python, opencv_python, true",
    "OpenCV.Python, opencv_python, true",
    "opencv*, opencv_python_headless, true",
    "opencv, opencv_python, false",
    "*, '', false",
    "lib/**/cv2/*.so, opencv_python, true",
    "lib/*/cv2/*.so, opencv_python, false",
    "**/cv2.abi3.so, '', true",
  })
  void a_pattern_is_about_distributions_or_files(String pattern, String owner, boolean about) {
    TreeFile owned = file(PATH, owner);
    TreeFile file =
        owner.isEmpty()
            ? new TreeFile(owned.path(), owned.place(), owned.inside(), Optional.empty())
            : owned;
    assertThat(new FilePattern(pattern).matches(file)).isEqualTo(about);
  }

  @Test
  void the_weakest_pattern_counts_and_ignored_is_no_strength() {
    Policy policy =
        new Policy(
            List.of(new FilePattern("*")),
            List.of(new FilePattern("s*")),
            List.of(new FilePattern("si*")),
            List.of(new FilePattern("**/x.so")),
            Set.of(),
            DlopenAction.WARN,
            new MinimalVersions(Map.of()),
            false,
            Knowledge.NONE);
    assertThat(policy.strength(file("a.so", "other"))).contains(Strength.RECOMMENDS);
    assertThat(policy.strength(file("a.so", "some"))).contains(Strength.SUGGESTS);
    assertThat(policy.strength(file("a.so", "six"))).isEmpty();
    assertThat(policy.strength(file("a/x.so", "other"))).contains(Strength.SUGGESTS);
    assertThat(policy.strength(file("a/x.so", "six"))).isEmpty();
    TreeFile nobodys =
        new TreeFile(Path.of("/r/v/a"), InstallPath.of("/v/a"), Path.of("a"), Optional.empty());
    assertThat(policy.strength(nobodys)).contains(Strength.DEPENDS);
  }

  @Test
  void of_several_minimal_versions_the_highest_counts() {
    MinimalVersions versions =
        MinimalVersions.parse(List.of("liba-dev=9", "liba-dev=1:0.1", "liba-dev=10", "b1=2"));
    assertThat(versions.of("liba-dev")).contains(new DebianVersion("1:0.1"));
    assertThat(versions.of("b1")).contains(new DebianVersion("2"));
    assertThat(versions.of("c1")).isEmpty();
    for (String wrong : List.of("liba-dev", "liba-dev=", "=1", "LIBA=1")) {
      assertThatThrownBy(() -> MinimalVersions.parse(List.of(wrong)))
          .isInstanceOf(EngineException.class);
    }
  }

  @Test
  void the_weaker_one_of_two_counts() {
    assertThat(Strength.DEPENDS.and(Strength.SUGGESTS)).isEqualTo(Strength.SUGGESTS);
    assertThat(Strength.SUGGESTS.and(Strength.RECOMMENDS)).isEqualTo(Strength.SUGGESTS);
    assertThat(Strength.RECOMMENDS.field()).isEqualTo("Recommends");
  }
}
