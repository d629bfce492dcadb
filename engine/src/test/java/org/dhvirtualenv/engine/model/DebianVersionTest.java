package org.dhvirtualenv.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebianVersionTest {
  private static final List<String> VERSIONS =
      List.of(
          "0",
          "1",
          "1.0",
          "1.0-0",
          "1.0-1",
          "1.0~rc1-1",
          "1.0-1+b1",
          "1:0.1",
          "2:0",
          "10",
          "9",
          "1.0a",
          "1.0+dfsg-1",
          "1.0.1",
          "1.0-1~bpo12+1",
          "1.0-1.1",
          "1.2.3.4",
          "1.00",
          "1.0-01",
          "3.2.1~",
          "3.2.1",
          "3.2.1~~",
          "2.36-9+deb12u14",
          "2.4.7really2.4.6-1",
          "1-1-1");

  @Test
  void the_order_is_that_of_dpkg() throws IOException, InterruptedException {
    for (String a : VERSIONS) {
      for (String b : VERSIONS) {
        int order = new DebianVersion(a).compareTo(new DebianVersion(b));
        String relation = order < 0 ? "lt" : order > 0 ? "gt" : "eq";
        Process dpkg = new ProcessBuilder("dpkg", "--compare-versions", a, relation, b).start();
        assertThat(dpkg.waitFor()).as("%s %s %s", a, relation, b).isZero();
      }
    }
  }
}
