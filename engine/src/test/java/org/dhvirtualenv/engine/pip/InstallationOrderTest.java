package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.pip.Resolved.Kind;
import org.dhvirtualenv.engine.pip.Resolved.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationOrderTest {
  @TempDir Path directory;

  @Test
  void wheels_come_in_the_order_in_which_pip_installs_them() throws IOException {
    PipWorld world = new PipWorld(directory);
    world.wheel("app", "1.0", "Requires-Dist: Web_Kit[async]>=1", "Requires-Dist: zeta");
    world.wheel(
        "web_kit",
        "1.0",
        "Requires-Dist: base (>=1)",
        "Provides-Extra: async",
        "Requires-Dist: loop ; extra == 'async'",
        "Requires-Dist: never ; extra == 'other'");
    world.wheel("base", "1.0", "Requires-Dist: leaf");
    world.wheel("loop", "1.0", "Requires-Dist: leaf; python_version >= '3'");
    world.wheel("leaf", "1.0");
    world.wheel("zeta", "1.0");
    world.wheel("never", "1.0");
    Request request = world.requirements("app", "base");
    List<WheelFile> wheels = world.offline().add(request);
    world.verbose = true;
    new PlainInstallation(
            world.settings("--no-index", "--find-links=" + world.wheels),
            Optional.empty(),
            world.runner(),
            world.findings,
            new PipLog(world.log::add, true))
        .add(request);
    String installed =
        world.log.stream()
            .filter(line -> line.startsWith("Installing collected packages: "))
            .findFirst()
            .orElseThrow();
    assertThat(wheels)
        .extracting(wheel -> wheel.name().normalised())
        .containsExactly(
            DistributionName.normalised(installed.replaceFirst(".*: ", "")).split(", "));
  }

  @Test
  void a_circle_is_opened_somewhere() {
    List<Resolved> circle =
        List.of(resolved("a", "b"), resolved("b", "c"), resolved("c", "a"), resolved("d", "a"));
    List<String> order =
        InstallationOrder.of(circle).stream().map(one -> one.name().value()).toList();
    assertThat(order).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(order.indexOf("d")).isGreaterThan(order.indexOf("a"));
  }

  private static Resolved resolved(String name, String... requires) {
    Origin origin =
        new Origin(Kind.WHEEL, "file:///" + name, Optional.empty(), name, Optional.empty());
    return new Resolved(
        new DistributionName(name), "1", origin, false, List.of(), List.of(requires));
  }
}
