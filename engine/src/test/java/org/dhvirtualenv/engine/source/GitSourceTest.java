package org.dhvirtualenv.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks real git the questions of setuptools-scm, hatch-vcs, pbr and versioneer. */
class GitSourceTest {
  private static final String QUESTIONS =
      "git status --porcelain; git status | head -1; git describe --tags --long --dirty || :;"
          + " git ls-files --stage; git log --format='%H %s'; git rev-parse HEAD --abbrev-ref HEAD;"
          + " git rev-parse --show-prefix; git archive HEAD | tar -t; git diff; git branch -a --format='%(refname)'";

  @TempDir Path directory;

  private SourceFixture repository() throws IOException {
    SourceFixture fixture = new SourceFixture(directory);
    fixture.write("setup.py", "x = 1\n");
    fixture.write("app/__init__.py", "");
    fixture.write(".gitignore", "*.so\nignored/\n__pycache__/\n");
    fixture.shell("git init -q -b main; git add .; git commit -qm one; git tag -m v v1.0");
    fixture.write("app/more.py", "");
    fixture.shell("git add .; git commit -qm two; git gc -q");
    return fixture;
  }

  private static void assertSameAnswers(SourceFixture fixture, SourceCopy copy) {
    List<String> expected = fixture.shell(QUESTIONS);
    // what asking has written into the original does not count
    assertThat(fixture.shell(copy.directory(), QUESTIONS)).isEqualTo(expected);
  }

  @Test
  void git_gives_the_same_answers_without_its_objects() throws IOException {
    SourceFixture fixture = repository();
    SourceCopy copy = fixture.copy();
    assertSameAnswers(fixture, copy);
    assertThat(fixture.shell(copy.directory(), "git describe --tags --dirty").get(0))
        .matches("v1.0-1-g[0-9a-f]+");
    assertThat(fixture.shell(copy.directory(), "find .git/objects -type f"))
        .containsExactly(".git/objects/info/alternates");
    assertThat(copy.remarks()).isEmpty();
  }

  @Test
  void changes_count() throws IOException {
    SourceFixture fixture = repository();
    fixture.write("setup.py", "x = 2\n");
    fixture.write("staged.py", "");
    fixture.write("untracked.py", "");
    fixture.write("ignored/x", "");
    fixture.shell("git add staged.py; git rm -q app/more.py; ln -s setup.py link");
    SourceCopy copy = fixture.copy();
    assertSameAnswers(fixture, copy);
    assertThat(fixture.shell(copy.directory(), "git describe --tags --dirty").get(0))
        .endsWith("-dirty");
    assertThat(copy.directory().resolve("ignored/x")).exists();
  }

  @Test
  void nothing_that_git_tracks_is_left_out() throws IOException {
    SourceFixture fixture = repository();
    fixture.write("build/lib/a.py", "");
    fixture.write("app/__pycache__/a.pyc", "");
    fixture.write("tests/env/pyvenv.cfg", "");
    fixture.write("tests/env/bin/python", "");
    fixture.shell("git add -f .; git commit -qm odd; mkdir -p other/__pycache__ build/lib.x");
    SourceCopy copy = fixture.copy();
    assertSameAnswers(fixture, copy);
    assertThat(copy.directory().resolve("other/__pycache__")).doesNotExist();
    assertThat(copy.directory().resolve("build/lib.x")).doesNotExist();
    assertThat(copy.directory().resolve("build/lib/a.py")).exists();
  }

  @Test
  void what_is_written_into_the_copy_stays_there() throws IOException {
    SourceFixture fixture = repository();
    String look = "find .git -type f -exec sha256sum {} + | sort -k2; find .git | sort";
    fixture.shell("git status");
    List<String> before = fixture.shell(look);
    Path copy = fixture.copy().directory();
    fixture.shell(
        copy,
        "echo x >new; git add -A; git commit -qm three; git tag v2.0; git gc -q; git stash list;"
            + " git config a.b c; git status");
    assertThat(fixture.shell(look)).isEqualTo(before);
  }

  @Test
  void a_work_tree_of_git_worktree_becomes_a_repository() throws IOException {
    SourceFixture fixture = repository();
    Path other = fixture.source.resolveSibling("other");
    fixture.shell(
        "git config extensions.worktreeConfig true; git config --worktree core.bare false");
    fixture.shell("git worktree add -q -b side ../other v1.0; echo x >../other/setup.py");
    Path home = Files.createDirectories(fixture.home.resolveSibling("second"));
    fixture.buildTree = other;
    SourceCopy copy = fixture.copy(other, home);
    assertThat(fixture.shell(copy.directory(), QUESTIONS))
        .isEqualTo(fixture.shell(other, QUESTIONS));
    assertThat(fixture.shell(copy.directory(), "git rev-parse --absolute-git-dir"))
        .containsExactly(copy.directory() + "/.git");
  }

  @Test
  void submodules_are_repositories() throws IOException {
    SourceFixture fixture = repository();
    fixture.shell("git clone -q . ../lib; git submodule --quiet add ../lib vendor/lib");
    fixture.shell("git commit -qm sub; echo x >vendor/lib/setup.py");
    SourceCopy copy = fixture.copy();
    assertSameAnswers(fixture, copy);
    Path inside = copy.directory().resolve("vendor/lib");
    assertThat(fixture.shell(inside, QUESTIONS))
        .isEqualTo(fixture.shell(fixture.source.resolve("vendor/lib"), QUESTIONS));
    assertThat(fixture.shell(copy.directory(), "git submodule status"))
        .isEqualTo(fixture.shell("git submodule status"));

    Path home = Files.createDirectories(fixture.home.resolveSibling("second"));
    Path module = fixture.source.resolve("vendor/lib");
    fixture.buildTree = module;
    SourceCopy alone = fixture.copy(module, home);
    assertThat(fixture.shell(alone.directory(), QUESTIONS))
        .isEqualTo(fixture.shell(module, QUESTIONS));
  }

  @Test
  void shallow_and_borrowing_clones_work() throws IOException {
    SourceFixture fixture = repository();
    fixture.shell("git clone -q --depth 1 file://$PWD ../shallow; git clone -qs . ../borrowing");
    for (String name : List.of("shallow", "borrowing")) {
      Path clone = fixture.source.resolveSibling(name);
      fixture.buildTree = clone;
      Path home = Files.createDirectories(fixture.home.resolveSibling("home-" + name));
      assertThat(fixture.shell(fixture.copy(clone, home).directory(), QUESTIONS))
          .isEqualTo(fixture.shell(clone, QUESTIONS));
    }
  }

  @Test
  void a_project_below_the_top_sees_its_repository() throws IOException {
    SourceFixture fixture = repository();
    fixture.write("LICENSE", "free");
    fixture.write("services/app/pyproject.toml", "readme = '../../docs/README'\n");
    fixture.write("services/other/setup.py", "");
    fixture.write("docs/README", "text");
    fixture.write("big.bin", "x".repeat(2_000_000));
    fixture.shell("ln -s ../common services/link; ln -s docs manual; git add .; git commit -qm 3");
    fixture.shell("mkdir 'un[t]racked *'");
    Path app = fixture.source.resolve("services/app");
    fixture.buildTree = app;
    SourceCopy copy = fixture.copy(app, fixture.home);
    assertThat(copy.directory()).isEqualTo(fixture.home.resolve("app-1.0/services/app"));
    assertThat(fixture.shell(copy.directory(), QUESTIONS)).isEqualTo(fixture.shell(app, QUESTIONS));
    assertThat(copy.directory().resolve("../../LICENSE")).hasContent("free");
    assertThat(copy.directory().resolve("../../docs/README")).hasContent("text");
    assertThat(SourceFixture.tree(fixture.home))
        .containsEntry("app-1.0/services", "/")
        .containsEntry("app-1.0/services/app", "/")
        .containsEntry("app-1.0/services/other", "-> " + fixture.source + "/services/other")
        .containsEntry("app-1.0/services/link", "-> ../common")
        .containsEntry("app-1.0/docs", "-> " + fixture.source + "/docs")
        .containsEntry("app-1.0/app", "-> " + fixture.source + "/app")
        .containsEntry("app-1.0/big.bin", "-> " + fixture.source + "/big.bin")
        .containsEntry("app-1.0/LICENSE", "file");

    Path home = Files.createDirectories(fixture.home.resolveSibling("second"));
    fixture.write("services/other/setup.py", "changed");
    assertThat(fixture.shell(fixture.copy(app, home).directory(), "git describe --tags --dirty"))
        .isEqualTo(fixture.shell("git describe --tags --dirty"));
  }

  @Test
  void a_sparse_checkout_stays_one() throws IOException {
    SourceFixture fixture = repository();
    fixture.write("services/app/setup.py", "");
    fixture.write("docs/README", "text");
    fixture.write("data/x", "");
    fixture.shell("git add .; git commit -qm 3; git sparse-checkout set services docs");
    Path app = fixture.source.resolve("services/app");
    fixture.buildTree = app;
    Path copy = fixture.copy(app, fixture.home).directory();
    assertThat(copy.resolve("../../docs/README")).hasContent("text");
    assertThat(copy.resolve("../../data")).doesNotExist();
    assertThat(fixture.shell(copy, QUESTIONS)).isEqualTo(fixture.shell(app, QUESTIONS));
  }

  @Test
  void links_that_had_to_change_are_no_changes() throws IOException {
    SourceFixture fixture = repository();
    fixture.shell("mkdir ../common; ln -s ../common common; git add .; git commit -qm 3");
    SourceCopy copy = fixture.copy();
    assertThat(Files.readSymbolicLink(copy.directory().resolve("common")).isAbsolute()).isTrue();
    assertSameAnswers(fixture, copy);
  }

  @Test
  void programs_that_the_repository_configures_for_a_person_do_not_run() throws IOException {
    SourceFixture fixture = repository();
    Path witness = fixture.source.resolveSibling("witness");
    fixture.shell(
        "printf '#!/bin/sh\\ntouch %s\\n' "
            + witness
            + " >../hook; chmod +x ../hook;"
            + " git config core.fsmonitor $PWD/../hook; mkdir -p .git/hooks;"
            + " cp ../hook .git/hooks/post-index-change");
    Path copy = fixture.copy().directory();
    fixture.shell(copy, "touch setup.py; git status; git add -A");
    assertThat(witness).doesNotExist();
  }

  @Test
  void a_build_in_a_hook_does_not_ask_the_original() throws IOException {
    repository();
    SourceFixture fixture =
        new SourceFixture(
            directory,
            "app-1.0",
            Map.of("GIT_DIR", "/nowhere", "GIT_INDEX_FILE", "/nowhere/index"));
    fixture.write("odd/__pycache__/x", "");
    String unset = "unset GIT_DIR GIT_INDEX_FILE; ";
    fixture.shell(unset + "git add -f .; git commit -qm odd");
    SourceCopy copy = fixture.copy();
    assertThat(fixture.shell(copy.directory(), unset + "git status --porcelain")).isEmpty();
    assertThat(SourceCopy.REPOSITORY_VARIABLES).contains("GIT_DIR", "GIT_INDEX_FILE");
  }

  @Test
  void a_repository_around_the_temporary_directory_is_not_asked() throws IOException {
    SourceFixture fixture = new SourceFixture(directory);
    fixture.write("setup.py", "");
    fixture.shell(directory, "git init -q private");
    SourceCopy copy = fixture.copy();
    String ceiling = "GIT_CEILING_DIRECTORIES=" + copy.environment().get("GIT_CEILING_DIRECTORIES");
    assertThat(fixture.shell(copy.directory(), "git rev-parse 2>&1 || echo none")).isEmpty();
    assertThat(fixture.shell(copy.directory(), ceiling + " git rev-parse 2>&1 || echo none"))
        .contains("none");
  }

  @Test
  void a_repository_that_somebody_has_planted_above_is_not_used() throws IOException {
    SourceFixture fixture = new SourceFixture(directory, "work/app-1.0", Map.of());
    fixture.write("setup.py", "");
    Path above = fixture.source.getParent();
    fixture.shell(above, "git init -q .");
    assertThat(fixture.copy().directory().getParent()).isEqualTo(fixture.home.resolve("work"));
    if (!"0".equals(fixture.shell("id -u").get(0))) {
      return; // only root can give files away
    }
    fixture.shell(above, "chown -R 65534 .git");
    Path home = Files.createDirectories(fixture.home.resolveSibling("second"));
    SourceCopy copy = fixture.copy(fixture.source, home);
    assertThat(copy.directory()).isEqualTo(home.resolve("app-1.0"));
    assertThat(copy.remarks().stream().map(Finding::what).toList())
        .hasSize(1)
        .allMatch(what -> what.contains("a repository of another user"));
  }

  @Test
  void a_source_of_another_user_is_asked_nevertheless() throws IOException {
    SourceFixture fixture = repository();
    List<String> expected = fixture.shell(QUESTIONS);
    if (!"0".equals(fixture.shell("id -u").get(0))) {
      return; // only root can give files away
    }
    fixture.shell("chown -R 65534 .");
    assertThat(fixture.shell("git status 2>&1 || echo refused")).contains("refused");
    assertThat(fixture.shell(fixture.copy().directory(), QUESTIONS)).isEqualTo(expected);
  }

  @Test
  void annexed_files_can_be_read() throws IOException {
    SourceFixture fixture = repository();
    fixture.write(".git/annex/objects/key", "content");
    fixture.shell("ln -s .git/annex/objects/key data; git add data; git commit -qm data");
    SourceCopy copy = fixture.copy();
    assertThat(copy.directory().resolve("data")).hasContent("content");
    assertSameAnswers(fixture, copy);
  }

  @Test
  void a_broken_repository_does_no_harm() throws IOException {
    SourceFixture fixture = new SourceFixture(directory);
    fixture.write("setup.py", "");
    fixture.write(".git", "gitdir: ../nowhere/.git\n");
    fixture.write("sub/.git/HEAD", "");
    fixture.write("sub/__pycache__/x", "");
    fixture.leftOut = Set.of(fixture.source.resolve("none"));
    SourceCopy copy = fixture.copy();
    assertThat(copy.directory().resolve(".git")).hasContent("gitdir: ../nowhere/.git\n");
    assertThat(copy.directory().resolve("sub/.git/HEAD")).exists();
  }
}
