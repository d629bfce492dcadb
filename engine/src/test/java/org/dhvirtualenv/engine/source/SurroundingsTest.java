package org.dhvirtualenv.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {
  @TempDir Path directory;

  private SourceFixture fixture;
  private Path top;

  @BeforeEach
  void create() throws IOException {
    fixture = new SourceFixture(directory, "top-1.0/services/app", Map.of());
    top = fixture.source.getParent().getParent();
    fixture.buildTree = top;
    fixture.write("pyproject.toml", "");
    fixture.write("../../debian/control", "Source: x\n\nPackage: app\n");
    fixture.write("../../debian/changelog", "");
    fixture.write("../../README", "");
    fixture.write("../../lib/setup.py", "");
    fixture.write("../../lib/src/lib.py", "");
    fixture.write("../../data/README", "");
  }

  private Map<String, String> copied() throws IOException {
    fixture.copy();
    return SourceFixture.tree(fixture.home);
  }

  @Test
  void the_build_tree_around_is_shown_but_not_copied() throws IOException {
    fixture.write("../../debian/app/usr/x", "");
    assertThat(copied())
        .isEqualTo(
            Map.of(
                "top-1.0", "/",
                "top-1.0/README", "file",
                "top-1.0/services", "/",
                "top-1.0/services/app", "/",
                "top-1.0/services/app/pyproject.toml", "file",
                "top-1.0/debian", "-> " + top + "/debian",
                "top-1.0/lib", "-> " + top + "/lib",
                "top-1.0/data", "-> " + top + "/data"));
  }

  @Test
  void what_the_project_names_is_copied_and_what_that_names_too() throws IOException {
    fixture.write("requirements.txt", "click\n-e ../../lib[extra]\n");
    fixture.write("../../lib/setup.py", "package_dir = {'': '../other dir/../third'}\n");
    fixture.write("../../third/x.py", "");
    fixture.write("../../third/__pycache__/x.pyc", "");
    assertThat(copied())
        .containsEntry("top-1.0/lib", "/")
        .containsEntry("top-1.0/lib/src/lib.py", "file")
        .containsEntry("top-1.0/data", "-> " + top + "/data");
    assertThat(fixture.shell(fixture.home, "touch top-1.0/lib/new; ls " + top + "/lib"))
        .containsExactly("setup.py", "src");
  }

  @Test
  void tables_of_pyproject_name_paths_as_well() throws IOException {
    fixture.write(
        "pyproject.toml",
        "readme = \"../../README\"\n[tool.poetry.dependencies]\nlib = {path = \"../../lib\"}\n"
            + "[tool.setuptools_scm]\nroot = \"../..\"\n");
    assertThat(copied())
        .containsEntry("top-1.0/lib", "/")
        .containsEntry("top-1.0/README", "file")
        .containsEntry("top-1.0/data", "-> " + top + "/data");
  }

  @Test
  void requirements_elsewhere_may_install_a_directory_above() throws IOException {
    fixture.write("../../requirements/base.txt", "-r more.txt\n-e ../..  # all of it\n");
    fixture.requirements = List.of(top.resolve("requirements/base.txt"));
    fixture.write("../../debian/app/usr/x", "");
    Map<String, String> tree = copied();
    assertThat(tree)
        .containsEntry("top-1.0/data/README", "file")
        .containsEntry("top-1.0/debian/changelog", "file")
        .doesNotContainKey("top-1.0/debian/app");
    assertThat(tree.values()).containsOnly("/", "file");
  }

  @Test
  void an_absolute_path_beside_is_copied_and_so_is_the_file_that_has_it() throws IOException {
    fixture.write("../../requirements/base.txt", "-e" + top + "/lib\n-f " + top + "/data\n");
    fixture.requirements = List.of(top.resolve("requirements/base.txt"));
    assertThat(copied())
        .containsEntry("top-1.0/lib/setup.py", "file")
        .containsEntry("top-1.0/data", "-> " + top + "/data")
        .containsEntry("top-1.0/requirements/base.txt", "file");
    assertThat(fixture.home.resolve("top-1.0/requirements/base.txt"))
        .hasContent("-e" + fixture.home + "/top-1.0/lib\n-f " + top + "/data\n");
  }

  @Test
  void projects_outside_of_the_build_tree_come_along() throws IOException {
    fixture.write("../../../sibling/setup.py", "");
    fixture.write("../../../data/x", "");
    fixture.write("../../../other/x", "");
    fixture.write("setup.cfg", "a = ../../../sibling\nb = ../../../data\nc = ../../../data/x\n");
    SourceCopy copy = fixture.copy();
    assertThat(copy.directory().resolve("../../../sibling/setup.py")).exists();
    assertThat(SourceFixture.tree(fixture.home.resolve(directory.getFileName())))
        .containsEntry("data/x", "file")
        .doesNotContainKey("other")
        .doesNotContainKey("private");
  }

  @Test
  void arguments_of_pip_name_paths_as_well() throws IOException {
    fixture.write("../../../wheels/a.whl", "");
    fixture.write("../../lib/requirements/base.txt", "-e../../third\n");
    fixture.write("../../third/setup.py", "");
    fixture.write("../../wheels/b.whl", "");
    fixture.arguments =
        List.of(
            "--find-links=../../../wheels",
            "-f",
            "../../wheels",
            "-r../../lib/requirements/base.txt",
            "click==8.1");
    SourceCopy copy = fixture.copy();
    Path home = fixture.home.resolve(directory.getFileName());
    assertThat(copy.directory()).isEqualTo(home.resolve("top-1.0/services/app"));
    assertThat(SourceFixture.tree(home))
        .containsEntry("wheels", "-> " + top.resolveSibling("wheels"))
        .containsEntry("top-1.0/wheels", "-> " + top + "/wheels")
        .containsEntry("top-1.0/third", "/")
        .containsEntry("top-1.0/lib", "-> " + top + "/lib")
        .doesNotContainKey("private");
  }

  @Test
  void linked_code_is_copied_and_linked_data_are_not() throws IOException {
    fixture.write("../../common/pkg/__init__.py", "");
    fixture.write("../../common/more/x.py", "");
    fixture.shell("ln -s ../../common/pkg pkg; ln -s ../../data data; ln -s ../../lib lib");
    fixture.shell("ln -s ../.. around; ln -s nowhere dangling; ln -s . self");
    assertThat(copied())
        .containsEntry("top-1.0/services/app/pkg", "-> ../../common/pkg")
        .containsEntry("top-1.0/common/pkg", "/")
        .containsEntry("top-1.0/common/more", "-> " + top + "/common/more")
        .containsEntry("top-1.0/lib", "/")
        .containsEntry("top-1.0/data", "-> " + top + "/data");
  }

  @Test
  void what_is_left_out_is_not_shown_either() throws IOException {
    fixture.write("../tmp/x", "");
    fixture.write("../env/pyvenv.cfg", "");
    fixture.leftOut = Set.of(top.resolve("services/tmp"));
    assertThat(copied()).doesNotContainKey("top-1.0/services/tmp");
  }
}
