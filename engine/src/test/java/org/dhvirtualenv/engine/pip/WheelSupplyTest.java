package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.files.FileUrl;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Provenance;
import org.dhvirtualenv.engine.model.Provenance.Kind;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.pip.Request.Preinstalled;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pip, with wheels and projects of this machine. */
class WheelSupplyTest {
  @TempDir Path directory;
  private PipWorld world;

  @BeforeEach
  void world() throws IOException {
    world = new PipWorld(directory);
  }

  private static List<String> names(List<WheelFile> wheels) {
    return wheels.stream()
        .map(
            wheel -> wheel.name() + " " + wheel.version() + (wheel.requested() ? " requested" : ""))
        .sorted()
        .toList();
  }

  @Test
  void wheels_are_used_where_they_lie_and_nothing_is_installed() throws IOException {
    Path alpha = world.wheel("alpha", "1.0", "Requires-Dist: beta>=1");
    Path beta = world.wheel("beta", "1.0");
    List<WheelFile> wheels = world.offline().add(world.requirements("alpha"));
    assertThat(names(wheels)).containsExactly("alpha 1.0 requested", "beta 1.0");
    assertThat(wheels).extracting(WheelFile::file).containsExactly(beta, alpha);
    assertThat(wheels.get(1).provenance())
        .isEqualTo(
            new Provenance(
                Kind.PREBUILT, alpha.toUri().toString(), Optional.of(Digests.hexadecimal(alpha))));
    assertThat(wheels).extracting(WheelFile::directUrl).containsOnly(Optional.empty());
    assertThat(world.run(world.root, "find", world.virtualenv().toString(), "-name", "*.dist-info"))
        .isEmpty();
  }

  @Test
  void what_one_request_has_decided_binds_the_next_one() throws IOException {
    world.wheel("alpha", "1.0", "Requires-Dist: beta", "Requires-Dist: beta<9; extra == 'x'");
    world.wheel("beta", "1.0");
    world.wheel("beta", "2.0");
    WheelSupply supply = world.offline();
    assertThat(names(supply.add(new Preinstalled(List.of("beta<2")))))
        .containsExactly("beta 1.0 requested");
    assertThat(names(supply.add(world.requirements("alpha"))))
        .containsExactly("alpha 1.0 requested");
    assertThatThrownBy(() -> supply.add(world.requirements("beta>=2")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("could not install the requirements of requirements.txt")
        .hasMessageContaining("requested beta>=2")
        .satisfies(
            failure ->
                assertThat(((EngineException) failure).hint())
                    .contains(
                        "'beta==1.0' (decided before; 'alpha 1.0' requires 'beta'), 'beta>=2'"));
  }

  @Test
  void what_is_installed_already_stays_if_it_meets_the_requirements() throws IOException {
    world.wheel("alpha", "1.0", "Requires-Dist: beta");
    world.wheel("beta", "2.0");
    Path info = world.virtualenv().resolve("lib").resolve(python()).resolve("site-packages");
    info = Files.createDirectories(info.resolve("beta-1.5.dist-info"));
    Files.writeString(
        info.resolve("METADATA"), "Metadata-Version: 2.1\nName: beta\nVersion: 1.5\n");
    assertThat(names(world.offline().add(world.requirements("alpha"))))
        .containsExactly("alpha 1.0 requested");
    assertThat(names(world.offline().add(world.requirements("alpha", "beta>1.5"))))
        .containsExactly("alpha 1.0 requested", "beta 2.0 requested");
    world.constraints.add("beta==1.5");
    assertThatThrownBy(() -> world.offline().add(world.requirements("beta>1.5")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("beta==1.5");
  }

  private String python() {
    return world
        .run(
            Path.of("/"),
            "/usr/bin/python3",
            "-c",
            "import sys; print('python%d.%d' % sys.version_info[:2])")
        .get(0);
  }

  @Test
  void the_project_is_built_once_and_gets_its_extras() throws IOException {
    world.wheel("beta", "1.0");
    world.wheel("gamma", "1.0");
    Path project =
        world.project(
            ".",
            "proj_ect",
            "1.0",
            "Requires-Dist: beta",
            "Provides-Extra: more",
            "Requires-Dist: gamma ; extra == 'more'");
    List<WheelFile> wheels =
        world
            .offline("--config-settings=a=b")
            .add(new Project(project, List.of(new DistributionName("More"))));
    assertThat(names(wheels)).containsExactly("beta 1.0", "gamma 1.0", "proj_ect 1.0 requested");
    WheelFile built = wheels.get(2);
    assertThat(built.provenance())
        .isEqualTo(new Provenance(Kind.BUILT_HERE, "file:///original", Optional.empty()));
    assertThat(built.directUrl()).isEmpty();
    assertThat(built.file()).isRegularFile();
    assertThat(built.file().startsWith(world.temporary)).isTrue();
    assertThat(world.builds()).containsExactly("proj_ect [('a', 'b')]");
  }

  @Test
  void pip_is_asked_for_the_project_only_if_something_is_missing() throws IOException {
    world.wheel("beta", "1.5");
    Path met =
        world.project(
            "met",
            "My.Project",
            "1.0",
            "Requires-Dist: Beta (>=1) ; python_version > '3'",
            "Requires-Dist: absent ; python_version < '3'",
            "Requires-Dist: absent ; extra == 'more'");
    Path unmet = world.project("unmet", "proj", "1.0", "Requires-Dist: beta>=2");
    WheelSupply supply = world.offline();
    supply.add(world.requirements("beta"));
    assertThat(names(supply.add(new Project(met, List.of()))))
        .containsExactly("My.Project 1.0 requested");
    String asks = "getting what the project requires";
    assertThat(world.log).doesNotContain(asks);
    assertThatThrownBy(() -> supply.add(new Project(unmet, List.of())))
        .isInstanceOf(EngineException.class);
    assertThat(world.log).contains(asks);
  }

  @Test
  void the_project_takes_the_place_of_what_requirements_say_of_it() throws IOException {
    Path project =
        world.project(
            ".", "proj", "1.0", "Provides-Extra: more", "Requires-Dist: beta; extra == 'more'");
    WheelSupply supply = world.offline();
    assertThat(names(supply.add(world.requirements("-e .")))).containsExactly("proj 1.0 requested");
    world.wheel("beta", "1.0");
    assertThat(names(supply.add(new Project(project, List.of(new DistributionName("more"))))))
        .containsExactly("beta 1.0", "proj 1.0 requested");
    assertThat(world.builds()).hasSize(1);
  }

  @Test
  void an_extra_of_what_is_decided_adds_what_it_requires() throws IOException {
    world.wheel("alpha", "1.0", "Provides-Extra: more", "Requires-Dist: beta ; extra == 'more'");
    world.wheel("beta", "1.0");
    world.wheel("gamma", "1.0", "Requires-Dist: alpha[more]");
    for (String requirement : List.of("alpha[more]", "gamma")) {
      WheelSupply supply = world.offline();
      supply.add(world.requirements("alpha"));
      assertThat(names(supply.add(new Preinstalled(List.of(requirement))))).contains("beta 1.0");
    }
  }

  @Test
  void what_was_wanted_without_its_requirements_stays_so() throws IOException {
    world.wheel("alpha", "1.0", "Requires-Dist: beta");
    world.wheel("alpha", "2.0", "Requires-Dist: beta");
    world.wheel("beta", "1.0");
    world.wheel("gamma", "1.0");
    WheelSupply supply = world.offline();
    supply.add(new Preinstalled(List.of("--no-deps", "alpha<2")));
    assertThat(names(supply.add(world.requirements("gamma"))))
        .containsExactly("gamma 1.0 requested");
    assertThat(names(supply.add(world.requirements("alpha")))).containsExactly("beta 1.0");
  }

  @Test
  void what_is_named_by_url_again_is_bound_by_its_version() throws IOException {
    Path repository = world.project("../repository", "repository", "4.0");
    world.commit(repository);
    String url = "git+" + FileUrl.of(repository).replace("file:///", "file://localhost/");
    Path project =
        world.project(".", "proj", "1.0", "Requires-Dist: repository @ " + url + "@main");
    WheelSupply supply = world.offline();
    assertThat(names(supply.add(world.requirements(url + "#egg=repository"))))
        .containsExactly("repository 4.0 requested");
    assertThat(names(supply.add(world.requirements(url + "@main#egg=repository")))).isEmpty();
    assertThat(names(supply.add(new Project(project, List.of()))))
        .containsExactly("proj 1.0 requested");
  }

  @Test
  void an_editable_requirement_from_a_repository_stands_for_its_commit() throws IOException {
    Path repository = world.project("../repository", "repository", "4.0");
    world.commit(repository);
    String url = "git+" + FileUrl.of(repository);
    List<WheelFile> wheels =
        world.offline().add(world.requirements("-e " + url + "#egg=repository"));
    String commit = world.run(repository, "git", "rev-parse", "HEAD").get(0);
    assertThat(wheels.get(0).provenance().origin()).isEqualTo(url + "@" + commit);
    assertThat(wheels.get(0).file()).isRegularFile();
    assertThat(world.virtualenv().resolve("src")).doesNotExist();
  }

  @Test
  void source_distributions_directories_and_repositories_are_built_once_each() throws IOException {
    Path sdist = world.sdist(world.project("x", "sdist", "1.0"), "sdist", "1.0");
    Path library = world.project("library", "library", "2.0");
    world.project("editable", "editable", "3.0");
    Path repository = world.project("../repository", "repository", "4.0");
    world.commit(repository);
    String commit = world.run(repository, "git", "rev-parse", "HEAD").get(0);
    List<WheelFile> wheels =
        world
            .offline()
            .add(
                world.requirements(
                    "sdist",
                    "./library",
                    "-e ./editable",
                    "git+"
                        + repository.toUri().toString().replaceFirst("/$", "")
                        + "@main#egg=repository"));
    assertThat(names(wheels))
        .containsExactly(
            "editable 3.0 requested",
            "library 2.0 requested",
            "repository 4.0 requested",
            "sdist 1.0 requested");
    assertThat(world.builds()).hasSize(4);
    assertThat(wheels).allMatch(wheel -> wheel.provenance().builtHere());
    assertThat(wheels).allMatch(wheel -> Files.isRegularFile(wheel.file()));
    assertThat(provenance(wheels, "sdist"))
        .isEqualTo(
            new Provenance(
                Kind.BUILT_HERE,
                sdist.toUri().toString(),
                Optional.of(Digests.hexadecimal(sdist))));
    assertThat(provenance(wheels, "library").origin()).isEqualTo("file:///original/library");
    String url = repository.toUri().toString().replaceFirst("/$", "");
    assertThat(provenance(wheels, "repository").origin()).isEqualTo("git+" + url + "@" + commit);
    assertThat(library.resolve("what")).isRegularFile();
    for (WheelFile wheel : wheels) {
      assertThat(wheel.directUrl())
          .isEqualTo(
              wheel.name().value().equals("repository")
                  ? Optional.of(
                      "{\"url\": \""
                          + url
                          + "\", \"vcs_info\": {\"commit_id\": \""
                          + commit
                          + "\", \"requested_revision\": \"main\", \"vcs\": \"git\"}}")
                  : Optional.empty());
    }
  }

  private static Provenance provenance(List<WheelFile> wheels, String name) {
    return wheels.stream()
        .filter(wheel -> wheel.name().value().equals(name))
        .findFirst()
        .orElseThrow()
        .provenance();
  }
}
