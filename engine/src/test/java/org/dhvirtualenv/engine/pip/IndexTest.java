package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.model.Provenance;
import org.dhvirtualenv.engine.model.Provenance.Kind;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.pip.Request.Preinstalled;
import org.dhvirtualenv.engine.pip.Request.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pip, with an index on this machine. */
class IndexTest {
  @TempDir Path directory;
  private PipWorld world;
  private Index index;

  @BeforeEach
  void start() throws IOException {
    world = new PipWorld(directory);
    index = new Index(world.wheels);
  }

  @AfterEach
  void stop() {
    index.close();
  }

  @Test
  void wheels_come_from_the_index_with_its_digest_and_are_downloaded_once() throws IOException {
    Path alpha = world.wheel("alpha", "1.0", "Requires-Dist: beta");
    world.wheel("beta", "1.0");
    world.indexes.put("PIP_INDEX_URL", index.url());
    WheelSupply supply = world.supply("--trusted-host=127.0.0.1");
    List<WheelFile> wheels = supply.add(world.requirements("alpha"));
    WheelFile wheel = wheels.get(1);
    assertThat(wheel.provenance())
        .isEqualTo(
            new Provenance(
                Kind.PREBUILT,
                "http://" + index.host() + "/files/" + alpha.getFileName(),
                Optional.of(Digests.hexadecimal(alpha))));
    assertThat(Digests.hexadecimal(wheel.file())).isEqualTo(Digests.hexadecimal(alpha));
    assertThat(wheel.file().startsWith(world.temporary)).isTrue();
    assertThat(supply.add(world.requirements("alpha", "beta"))).isEmpty();
    assertThat(index.sent("alpha-1.0-py3-none-any.whl")).isEqualTo(1);
    assertThat(index.sent("beta-1.0-py3-none-any.whl")).isEqualTo(1);
  }

  @Test
  void nothing_is_downloaded_twice_from_an_index_that_sends_nothing_for_caches()
      throws IOException {
    index.cacheable = false;
    Path alpha = world.wheel("alpha", "1.0", "Requires-Dist: beta");
    world.wheel("beta", "1.0");
    world.indexes.put("PIP_INDEX_URL", index.url());
    List<WheelFile> wheels = world.supply().add(world.requirements("alpha"));
    assertThat(Digests.hexadecimal(wheels.get(1).file())).isEqualTo(Digests.hexadecimal(alpha));
    assertThat(wheels.get(1).file().getFileName()).isEqualTo(alpha.getFileName());
    assertThat(index.sent("alpha-1.0-py3-none-any.whl")).isEqualTo(1);
    assertThat(index.sent("beta-1.0-py3-none-any.whl")).isEqualTo(1);
  }

  @Test
  void without_a_cache_of_the_user_nothing_is_downloaded_twice_either() throws IOException {
    world.wheel("alpha", "1.0");
    world.indexes.put("PIP_INDEX_URL", index.url());
    world.supply("--trusted-host=127.0.0.1", "--no-cache-dir").add(world.requirements("alpha"));
    assertThat(index.sent("alpha-1.0-py3-none-any.whl")).isEqualTo(1);
    assertThat(world.root.resolve("home/.cache")).doesNotExist();
    world.environment.put("PIP_NO_CACHE_DIR", "1");
    world.supply("--trusted-host=127.0.0.1").add(world.requirements("alpha"));
    assertThat(world.root.resolve("home/.cache")).doesNotExist();
  }

  @Test
  void a_source_distribution_is_downloaded_and_built_once() throws IOException {
    Path sdist = world.sdist(world.project("x", "sdist", "1.0"), "sdist", "1.0");
    world.indexes.put("PIP_INDEX_URL", index.url());
    for (int build = 0; build < 2; build++) { // the second time from pip's cache
      WheelFile wheel =
          world.supply("--trusted-host=127.0.0.1").add(world.requirements("sdist")).get(0);
      assertThat(wheel.provenance())
          .isEqualTo(
              new Provenance(
                  Kind.BUILT_HERE,
                  "http://" + index.host() + "/files/sdist-1.0.tar.gz",
                  Optional.of(Digests.hexadecimal(sdist))));
      assertThat(wheel.file()).isRegularFile();
    }
    assertThat(index.sent("sdist-1.0.tar.gz")).isEqualTo(1);
    assertThat(world.builds()).hasSize(1);
  }

  @Test
  void what_is_fetched_must_have_the_digest_of_the_report() throws IOException {
    Path alpha = world.wheel("alpha", "1.0");
    WheelFile[] got = new WheelFile[1];
    world.requirements("http://" + index.host() + "/files/" + alpha.getFileName());
    got[0] = world.supply().add(new Preinstalled(List.of("-r", "requirements.txt"))).get(0);
    assertThat(got[0].directUrl())
        .hasValueSatisfying(json -> assertThat(json).contains(Digests.hexadecimal(alpha)));
    assertThat(got[0].provenance().builtHere()).isFalse();
  }

  @Test
  void no_process_list_no_output_and_no_file_shows_a_password() throws IOException {
    index.guarded = true;
    world.verbose = true;
    world.wheel("alpha", "1.0");
    world.wheel("tool", "1.0");
    world.indexes.put("PIP_INDEX_URL", index.urlWithSecret());
    Path project = world.project(".", "proj", "1.0", "Requires-Dist: alpha");
    Files.writeString(
        project.resolve("pyproject.toml"),
        "[build-system]\nrequires = ['tool']\nbuild-backend = 'backend'\nbackend-path = ['.']\n");
    List<WheelFile> wheels =
        world
            .supply(
                "--extra-index-url", index.urlWithSecret().replace("127.0.0.1", "localhost"), "-v")
            .add(new Project(project, List.of()));
    assertThat(wheels).hasSize(2);
    assertThat(index.requests).contains("200 /simple/tool/", "200 /simple/alpha/");
    assertThat(index.leaks).isEmpty();
    assertThat(world.log).noneMatch(line -> line.contains(Index.SECRET));
    assertThat(secretFiles()).isEmpty();
    assertThat(wheels.get(0).provenance().origin()).matches("http://[a-z0-9.]+:.*");
  }

  @Test
  void indexes_of_arguments_come_on_top_of_those_of_the_caller() throws IOException {
    world.wheel("alpha", "1.0");
    world.environment.put("PIP_INDEX_URL", "http://127.0.0.1:9/simple");
    world.environment.put("PIP_EXTRA_INDEX_URL", "http://127.0.0.1:9/more");
    world.environment.put("PIP_RETRIES", "0");
    assertThat(world.supply("-i", index.url()).add(world.requirements("alpha"))).hasSize(1);
    assertThat(
            world
                .supply("--index-url=" + index.url() + "/none", "--extra-index-url=" + index.url())
                .add(world.requirements("alpha")))
        .hasSize(1);
  }

  @Test
  void a_password_of_a_repository_reaches_git_alone() throws IOException {
    index.guarded = true;
    Path repository = world.project("../wheels/repository", "repository", "4.0");
    world.commit(repository);
    world.run(repository, "git", "update-server-info");
    List<WheelFile> wheels =
        world
            .supply("--no-index")
            .add(
                world.requirements(
                    "git+http://user:"
                        + Index.SECRET
                        + "@"
                        + index.host()
                        + "/repository/.git#egg=repository"));
    assertThat(wheels.get(0).provenance().origin())
        .startsWith("git+http://" + index.host() + "/repository/.git@");
    assertThat(wheels.get(0).directUrl())
        .hasValueSatisfying(json -> assertThat(json).doesNotContain("user"));
    assertThat(index.requests).contains("401 /repository/.git/info/refs");
    assertThat(index.leaks).isEmpty();
    assertThat(world.log).noneMatch(line -> line.contains(Index.SECRET));
    assertThat(secretFiles()).containsExactly("./source/requirements.txt");
  }

  @Test
  void a_password_of_an_archive_does_not_stay_behind() throws IOException {
    index.guarded = true;
    world.wheel("alpha", "1.0");
    world.environment.put("TOKEN", Index.SECRET);
    String url = "http://user:${TOKEN}@" + index.host() + "/files/alpha-1.0-py3-none-any.whl";
    for (String line : List.of(url, url.replace("${TOKEN}", Index.SECRET))) {
      world.requirements("-r more.txt");
      Files.writeString(world.source.resolve("more.txt"), line);
      List<WheelFile> wheels =
          world
              .supply("--no-index", "--no-cache-dir")
              .add(new Preinstalled(List.of("-rrequirements.txt")));
      assertThat(wheels.get(0).provenance().origin())
          .isEqualTo("http://" + index.host() + "/files/alpha-1.0-py3-none-any.whl");
      assertThat(wheels.get(0).file()).isRegularFile();
      Files.delete(world.source.resolve("more.txt"));
      assertThat(secretFiles()).isEmpty();
    }
    assertThat(index.leaks).isEmpty();
  }

  /** Installs two source distributions that need the same tool, and do something to it. */
  private void installWithTool(String done) throws IOException {
    world.wheel("tool", "1.0");
    for (String name : List.of("one", "two")) {
      Path project = world.project(name, name, "1.0");
      Files.writeString(
          project.resolve("pyproject.toml"),
          "[build-system]\nrequires = ['tool']\nbuild-backend = 'backend'\nbackend-path = ['.']\n");
      Files.writeString(
          project.resolve("backend.py"), "\nimport tool\n" + done, StandardOpenOption.APPEND);
      world.sdist(project, name, "1.0");
    }
    world.indexes.put("PIP_INDEX_URL", index.url());
    world.wheel("alpha", "1.0");
    assertThat(world.supply().add(world.requirements("one", "alpha", "two"))).hasSize(3);
    assertThat(world.log)
        .containsExactly(
            "getting the requirements of requirements.txt", "building one 1.0, two 1.0");
  }

  @Test
  void tools_of_isolated_builds_are_installed_once() throws IOException {
    installWithTool("");
    assertThat(index.requests).containsOnlyOnce("200 /simple/tool/");
  }

  @Test
  void tools_that_a_build_has_written_to_are_for_no_other() throws IOException {
    installWithTool(
        """
        import os
        with open("written", "a") as mark, open(tool.__file__, "a") as file:
            if not mark.tell():
                assert not hasattr(tool, "WRITTEN")
                print("WRITTEN = True", file=file)
                print("x", file=mark)
        """);
    assertThat(index.requests).filteredOn("200 /simple/tool/"::equals).hasSizeGreaterThan(1);
  }

  @Test
  void an_index_of_a_requirements_file_serves_the_tools_of_its_source_distributions()
      throws IOException {
    index.guarded = true;
    world.verbose = true;
    world.wheel("tool", "1.0");
    Path project = world.project("x", "sdist", "1.0");
    Files.writeString(
        project.resolve("pyproject.toml"),
        "[build-system]\nrequires = ['tool']\nbuild-backend = 'backend'\nbackend-path = ['.']\n");
    world.sdist(project, "sdist", "1.0");
    Files.writeString(
        world.source.resolve("index.txt"),
        "--index-url \\\n  " + index.urlWithSecret() + " # ours\n--trusted-host 127.0.0.1\n");
    List<WheelFile> wheels = world.supply().add(world.requirements("-r index.txt", "sdist"));
    assertThat(wheels).hasSize(1);
    assertThat(index.sent("tool-1.0-py3-none-any.whl")).isEqualTo(1);
    assertThat(index.leaks).isEmpty();
    assertThat(world.log).noneMatch(line -> line.contains(Index.SECRET));
    assertThat(secretFiles()).containsExactly("./source/index.txt");
  }

  private List<String> secretFiles() {
    return world.run(world.root, "sh", "-c", "grep -rl " + Index.SECRET + " . || true");
  }
}
