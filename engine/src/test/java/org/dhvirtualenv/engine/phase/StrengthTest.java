package org.dhvirtualenv.engine.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrengthTest {
  private static final Path FILE = Path.of("lib/python3.11/site-packages/cv2/cv2.abi3.so");

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
  void a_rule_is_about_distributions_or_files(String pattern, String name, boolean about) {
    assertThat(new StrengthRule(pattern, Strength.SUGGESTS).matches(FILE, name)).isEqualTo(about);
  }

  @Test
  void the_weaker_one_of_two_counts() {
    assertThat(Strength.DEPENDS.and(Strength.SUGGESTS)).isEqualTo(Strength.SUGGESTS);
    assertThat(Strength.IGNORED.and(Strength.RECOMMENDS)).isEqualTo(Strength.IGNORED);
    assertThat(Strength.RECOMMENDS.field()).isEqualTo("Recommends");
  }
}
