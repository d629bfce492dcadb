package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.pip.Request.Preinstalled;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pip that installs by itself. */
class PlainInstallationTest {
  @TempDir Path directory;
  private PipWorld world;

  @BeforeEach
  void world() throws IOException {
    world = new PipWorld(directory);
    world.wheel("alpha", "1.0");
    world.wheel("beta", "1.0");
  }

  private PlainInstallation installation(Optional<Path> program, String... arguments) {
    return new PlainInstallation(
        world.settings(arguments),
        program,
        world.runner(),
        world.findings,
        new PipLog(world.log::add, false));
  }

  private List<String> installed(Path place) {
    return world.run(
        place, "sh", "-c", "find . -name '*.dist-info' -printf '%f\\n' -o -name '*.pyc' | sort");
  }

  @Test
  void requests_are_installed_without_byte_code() throws IOException {
    Path project =
        world.project(
            ".", "proj", "1.0", "Provides-Extra: more", "Requires-Dist: beta; extra == 'more'");
    world.environment.put("PIP_TARGET", world.root.resolve("elsewhere").toString());
    PlainInstallation pip =
        installation(
            Optional.empty(), "--no-index", "-f", world.wheels.toString(), "--require-hashes");
    Files.writeString(
        world.source.resolve("bootstrap.txt"),
        "alpha==1.0 --hash=sha256:"
            + Digests.hexadecimal(world.wheels.resolve("alpha-1.0-py3-none-any.whl")));
    pip.add(new Preinstalled(List.of("-rbootstrap.txt")));
    assertThat(installed(world.virtualenv())).containsExactly("alpha-1.0.dist-info");
    pip.add(new Project(project, List.of(new DistributionName("more"))));
    assertThat(installed(world.virtualenv()))
        .containsExactly("alpha-1.0.dist-info", "beta-1.0.dist-info", "proj-1.0.dist-info");
  }

  @Test
  void pip_puts_things_where_its_arguments_say() throws IOException {
    String[] arguments = {
      "--no-index", "-f", world.wheels.toString(), "--target=" + world.root.resolve("target")
    };
    assertThat(PipArguments.of(List.of(arguments), world.source).needPip()).isTrue();
    installation(Optional.empty(), arguments).add(world.requirements("alpha"));
    assertThat(installed(world.root.resolve("target"))).containsExactly("alpha-1.0.dist-info");
    assertThat(installed(world.virtualenv())).isEmpty();
  }

  @Test
  void another_program_gets_the_arguments_in_the_same_environment() throws IOException {
    Path program = world.root.resolve("other");
    Files.writeString(
        program,
        "import os, sys\nopen('"
            + world.root.resolve("seen")
            + "', 'w').write(' '.join(sys.argv[1:]) + ' ' + os.environ['PIP_INDEX_URL']"
            + " + os.environ.get('PYTHONPATH', ''))\n");
    world.environment.put("PYTHONPATH", "/nowhere");
    installation(Optional.of(program), "--index-url=https://index")
        .add(new Preinstalled(List.of("alpha")));
    assertThat(Files.readString(world.root.resolve("seen")))
        .isEqualTo("install --no-compile --no-warn-script-location -- alpha https://index");
  }
}
