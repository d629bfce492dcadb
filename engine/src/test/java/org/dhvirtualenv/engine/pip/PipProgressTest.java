package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dhvirtualenv.engine.phase.Counted;
import org.dhvirtualenv.engine.phase.Measured;
import org.dhvirtualenv.engine.phase.Phase;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.phase.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipProgressTest {
  private final List<String> shown = new ArrayList<>();
  private final Phases phases =
      new Phases(
          System::nanoTime,
          new Progress() {
            @Override
            public void show(String line) {
              shown.add(line);
            }

            @Override
            public void clear() {}
          });

  private List<String> steps(Phase phase, int all, String... lines) {
    PipProgress progress = new PipProgress(phases, all);
    phases.run(phase, () -> Arrays.asList(lines).forEach(progress));
    shown.remove(0);
    return shown;
  }

  @Test
  void fetching_says_which_and_how_many_and_building_begins_anew() {
    assertThat(
            steps(
                Phase.DOWNLOAD,
                3,
                "Collecting lxml==6.1.3 (from -r wheels-0.txt (line 1))",
                "  Downloading lxml-6.1.3-cp311-cp311-manylinux_2_28_x86_64.whl (5.2 MB)",
                "Collecting zope.interface@ https://****@index.example.org/z.tar.gz#sha256=00",
                "Processing ./wheels/six-1.17.0-py2.py3-none-any.whl (from -r /tmp/wheels-0.txt (line 1))",
                "Building wheels for collected packages: zope.interface, psutil",
                "  Building wheel for zope.interface (pyproject.toml): started",
                "  Building wheel for zope.interface (pyproject.toml): finished with status 'done'",
                "  Building wheel for psutil (pyproject.toml): started"))
        .containsExactly(
            "download: lxml, 1 of 3",
            "download: zope.interface, 2 of 3",
            "download: six, 3 of 3",
            "build: zope.interface, 1 of 2",
            "build: psutil, 2 of 2");
    assertThat(phases.all().stream().map(Measured::phase).toList())
        .containsExactly(Phase.DOWNLOAD, Phase.BUILD);
  }

  @Test
  void where_nobody_knows_how_many_there_will_be_nobody_says_so() {
    assertThat(steps(Phase.RESOLVE, 0, "Collecting flask", "Processing /srv/source"))
        .containsExactly("resolve: flask", "resolve: source");
  }

  /** The lines are those of the pip that this machine has. */
  @Test
  void real_pip_is_understood(@TempDir Path directory) throws IOException {
    PipWorld world = new PipWorld(directory);
    world.wheel("leaf", "1.0");
    world.sdist(world.project("x", "made", "1.0", "Requires-Dist: leaf"), "made", "1.0");
    Request request = world.requirements("made");
    world.phases.run(Phase.RESOLVE, () -> world.offline().add(request));
    Map<Phase, Map<Counted, Integer>> counts = new TreeMap<>();
    world.phases.all().forEach(one -> counts.put(one.phase(), one.counts()));
    assertThat(counts.keySet()).containsExactly(Phase.RESOLVE, Phase.DOWNLOAD, Phase.BUILD);
    assertThat(counts.get(Phase.RESOLVE)).isEqualTo(Map.of(Counted.DISTRIBUTIONS, 2));
    assertThat(counts.get(Phase.BUILD)).isEqualTo(Map.of(Counted.WHEELS, 1));
  }
}
