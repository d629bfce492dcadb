package org.dhvirtualenv.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.finding.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UvLockTest {
  private static final String HEAD = "version = 1\nrequires-python = \">=3.8\"\n";
  private static final String PROJECT = "[project]\nname = 'My.Proj'\nversion = '1'\n";

  @TempDir Path directory;

  private LockScene scene;

  @BeforeEach
  void create() throws IOException {
    scene = new LockScene(directory);
  }

  private static String registry(String name, String version, String... more) {
    return "[[package]]\nname = '"
        + name
        + "'\nversion = '"
        + version
        + "'\nsource = { registry = 'https://pypi.org/simple' }\n"
        + String.join("\n", more)
        + "\nwheels = [{ url = 'https://f.example/"
        + name
        + "-"
        + version
        + "-py3-none-any.whl', hash = 'sha256:00' }]\n";
  }

  private static String root(String... more) {
    return "[[package]]\nname = 'my-proj'\nversion = '1'\nsource = { editable = '.' }\n"
        + String.join("\n", more)
        + "\n";
  }

  private void lock(String... packages) throws IOException {
    scene.write("uv.lock", HEAD + String.join("", packages));
  }

  @Test
  void dependencies_are_followed_with_their_markers_and_extras() throws IOException {
    lock(
        root(
            "dependencies = [",
            "  { name = 'a', extra = ['x'] },",
            "  { name = 'windows', marker = \"sys_platform == 'win32'\" },",
            "  { name = 'forked', version = '1', marker = \"python_full_version < '3.8'\" },",
            "  { name = 'forked', version = '2', marker = \"python_full_version >= '3.8'\" },",
            "]"),
        registry(
            "a",
            "1",
            "dependencies = [{ name = 'b' }]",
            "optional-dependencies.x = [{ name = 'c' }]",
            "optional-dependencies.y = [{ name = 'windows' }]"),
        registry("b", "2", "dependencies = [{ name = 'a' }]"),
        registry("c", "3"),
        registry("windows", "1"),
        registry("forked", "1"),
        registry("forked", "2"),
        registry("unused", "1"));
    assertThat(scene.lines()).containsExactly("a==1", "b==2", "c==3", "forked==2");
  }

  @Test
  void extras_and_groups_of_the_project_are_chosen_by_name() throws IOException {
    lock(
        root(
            "dependencies = [{ name = 'a' }]",
            "optional-dependencies.with-db = [{ name = 'db' }]",
            "dev-dependencies.test = [{ name = 'check' }]"),
        registry("a", "1"),
        registry("db", "1"),
        registry("check", "1"));
    assertThat(scene.lines()).containsExactly("a==1");
    scene.extras = List.of("With.DB");
    scene.groups = List.of("TEST");
    assertThat(scene.lines()).containsExactly("a==1", "check==1", "db==1");
    scene.extras = List.of("gui");
    scene.refuses("'uv.lock' knows no extra 'gui'", "there are: with-db");
    scene.extras = List.of();
    scene.groups = List.of("docs");
    scene.refuses("'uv.lock' knows no dependency group 'docs'", "there are: test");
  }

  @Test
  void extras_that_exclude_each_other_choose_by_markers() throws IOException {
    String cpu = "extra == 'extra-7-my-proj-cpu'";
    String both = "extra == 'extra-7-my-proj-cpu' or extra != 'extra-7-my-proj-gpu'";
    lock(
        root(
            "optional-dependencies.cpu = [{ name = 'torch', version = '1' }]",
            "optional-dependencies.gpu = [{ name = 'torch', version = '2' }, { name = 'a' }]"),
        registry(
            "a",
            "1",
            "dependencies = [{ name = 'b', marker = \""
                + cpu
                + "\" },"
                + " { name = 'c', marker = \"python_version >= '3' and ("
                + both
                + ")\" }]"),
        registry("b", "1"),
        registry("c", "1"),
        registry("torch", "1"),
        registry("torch", "2"));
    scene.extras = List.of("gpu");
    assertThat(scene.lines()).containsExactly("a==1", "torch==2");
    scene.extras = List.of("cpu", "gpu");
    scene.refuses("asks for 'torch==", "do not exclude each other");
  }

  @Test
  void every_source_has_its_line() throws IOException {
    scene.write("lib/setup.py", "");
    lock(
        root(
            "dependencies = [{ name = 'dir' }, { name = 'repo' }, { name = 'archive' },"
                + " { name = 'member' }, { name = 'file' }]"),
        "[[package]]\nname = 'dir'\nversion = '1'\nsource = { directory = 'lib' }\n",
        "[[package]]\nname = 'repo'\nversion = '1'\nsource = { git ="
            + " 'https://git.example/x.git?subdirectory=py&rev=v1#0123abc' }\n",
        "[[package]]\nname = 'archive'\nversion = '1'\nsource = { url = 'https://f.example/a.zip' }\n"
            + "sdist = { hash = 'sha256:22' }\n",
        "[[package]]\nname = 'file'\nversion = '1'\nsource = { path = 'lib/file-1-py3-none-any.whl' }\n"
            + "wheels = [{ filename = 'file-1-py3-none-any.whl', hash = 'sha256:33' }]\n",
        "[[package]]\nname = 'member'\nversion = '1'\nsource = { virtual = 'lib' }\n"
            + "dependencies = [{ name = 'c' }]\n",
        registry("c", "1"));
    LockedRequirements locked = scene.translate();
    assertThat(LockScene.lines(locked))
        .containsExactly(
            "archive @ https://f.example/a.zip --hash=sha256:22",
            "c==1 --hash=sha256:00",
            "file @ file://" + scene.source + "/lib/file-1-py3-none-any.whl --hash=sha256:33",
            "dir @ file://" + scene.source + "/lib",
            "repo @ git+https://git.example/x.git@0123abc#subdirectory=py");
    assertThat(locked.places()).hasSize(2);
    assertThat(scene.findings.sorted()).isEmpty();
    scene.write(
        "uv.lock",
        HEAD
            + root("dependencies = [{ name = 'gone' }]")
            + "[[package]]\nname = 'gone'\nsource = { editable = 'gone' }\n");
    scene.refuses("'uv.lock' has 'gone' in the directory '" + scene.source + "/gone'", "bring it");
  }

  @Test
  void indexes_are_taken_over_and_pypi_is_what_pip_has_anyway() throws IOException {
    lock(root("dependencies = [{ name = 'a' }]"), registry("a", "1"));
    assertThat(scene.translate().indexes()).isEmpty();
    String other = registry("b", "1").replace("https://pypi.org/", "https://own.example/");
    lock(root("dependencies = [{ name = 'b' }]"), other);
    assertThat(scene.translate().indexes())
        .containsOnlyKeys("DH_PIP_LOCKED_INDEX_URL")
        .containsValue("https://own.example/simple");
    lock(root("dependencies = [{ name = 'a' }, { name = 'b' }]"), registry("a", "1"), other);
    assertThat(scene.translate().indexes())
        .containsOnlyKeys("DH_PIP_LOCKED_EXTRA_INDEX_URL")
        .containsValue("https://own.example/simple");
  }

  @Test
  void a_distribution_without_hash_is_taken_with_a_warning() throws IOException {
    lock(
        root("dependencies = [{ name = 'a' }, { name = 'b' }]"),
        registry("a", "1"),
        registry("b", "1").replace("sha256:00", "md5:00"));
    assertThat(LockScene.lines(scene.translate())).containsExactly("a==1 --hash=sha256:00", "b==1");
    assertThat(scene.findings.sorted())
        .extracting(Finding::what)
        .allMatch(what -> what.startsWith("'uv.lock' has no hash of b==1, so"));
  }

  @Test
  void a_lock_file_is_compared_with_what_the_project_declares() throws IOException {
    String requires =
        "metadata.requires-dist = [{ name = 'a', extras = ['x'], specifier = '>=1,<2' },"
            + " { name = 'b', marker = \"python_full_version >= '3.8' and extra == 'more'\" },"
            + " { name = 'repo', git = 'https://git.example/x' }]\n"
            + "metadata.provides-extras = ['more', 'other']\n"
            + "metadata.requires-dev.test = [{ name = 'check', specifier = '>=2' }]\n";
    lock(root(requires));
    String good =
        PROJECT
            + "dependencies = ['A[x] <2, >=1', 'repo>=3']\n"
            + "[project.optional-dependencies]\nmore = [\"b; python_version >= '3.8'\"]\nother = []\n"
            + "[dependency-groups]\ntest = [{include-group = 'Lint'}]\nlint = ['check>=2']\n";
    scene.write("pyproject.toml", good);
    scene.refuses("requires 'check>=2', which it does not know", "'uv lock'");
    lock(root(requires, "metadata.requires-dev.lint = [{ name = 'check', specifier = '>=2' }]"));
    assertThat(scene.lines()).isEmpty();
    for (String[] change :
        List.of(
            new String[] {"<2, >=1", "<3, >=1", "the project requires 'A[x] <3, >=1'"},
            new String[] {"A[x] <2", "A <2", "the project requires 'A <2"},
            new String[] {"'repo>=3'", "'repo>=3', 'new'", "the project requires 'new'"},
            new String[] {", 'repo>=3'", "", "it has the requirement 'repo'"},
            new String[] {"python_version >= '3.8'", "python_version < '3.8'", "requires 'b;"},
            new String[] {"more = [", "less = [", "requires 'b;"},
            new String[] {"check>=2", "check>=3", "requires 'check>=3'"},
            new String[] {"other = []", "", "it has the extra 'other'"},
            new String[] {
              "test = [{include-group = 'Lint'}]", "", "it has the dependency group 'test'"
            },
            new String[] {"My.Proj", "Other", "calls the project 'Other', it 'my-proj'"})) {
      scene.write("pyproject.toml", good.replace(change[0], change[1]));
      scene.refuses("'uv.lock' is out of date: ", "renew it with 'uv lock'");
      scene.refuses(change[2], "uv lock");
    }
    scene.write(
        "pyproject.toml",
        PROJECT
            + "dynamic = ['dependencies', 'optional-dependencies']\n"
            + good.substring(good.indexOf("[dependency-groups]")));
    assertThat(scene.lines()).isEmpty();
  }

  @Test
  void a_project_that_is_no_package_is_left_out() throws IOException {
    String editable =
        root("dependencies = [{ name = 'a' }]", "metadata.requires-dist = [{ name = 'a' }]");
    String virtual = editable.replace("editable", "virtual");
    String project = PROJECT + "dependencies = ['a']\n";
    String builds = "[build-system]\nrequires = []\n";
    String says = "[tool.uv]\npackage = ";
    lock(virtual, registry("a", "1"));
    for (String declared : List.of(project, project + builds + says + "false\n")) {
      scene.write("pyproject.toml", declared);
      assertThat(scene.lines()).containsExactly("a==1");
      assertThat(scene.translate().omitted()).contains("uv.lock has it as virtual");
    }
    for (String declared : List.of(project + builds, project + says + "true\n")) {
      scene.write("pyproject.toml", declared);
      scene.refuses("the project is a package by pyproject.toml, and none by it", "'uv lock'");
    }
    lock(editable, registry("a", "1"));
    for (String declared : List.of(project, project + builds, project + says + "true\n")) {
      scene.write("pyproject.toml", declared);
      assertThat(scene.translate().omitted()).isEmpty();
    }
    scene.write("pyproject.toml", project + builds + says + "false\n");
    scene.refuses("the project is no package by pyproject.toml, and one by it", "'uv lock'");
    scene.groups = List.of("dev");
    lock("[manifest.dependency-groups]\ndev = [{ name = 'a' }]\n", registry("a", "1"));
    scene.write("pyproject.toml", "[build-system]\nrequires = []\n");
    assertThat(scene.translate().omitted()).contains("uv.lock has none in this directory");
  }

  @Test
  void what_cannot_be_used_is_said_in_one_line() throws IOException {
    scene.write("uv.lock", "version = 2\n");
    scene.refuses("'uv.lock' has version '2' of its format", "a uv that writes version 1");
    scene.write("uv.lock", "version = 1\nrequires-python = '>=4'\n");
    scene.refuses("'uv.lock' asks for Python '>=4', and the interpreter is 3.", "--python");
    scene.write("uv.lock", "version = \n");
    scene.refuses("'uv.lock' is no TOML: ", "make it anew");
    scene.write("uv.lock", HEAD + "[[package]]\nname = 'x'\n");
    scene.refuses("'uv.lock' is malformed: no 'source'", "make it anew with 'uv lock'");
    scene.write("uv.lock", "version = 1\npackage = 'x'\n");
    scene.refuses("'uv.lock' is malformed: ", "make it anew with 'uv lock'");
    lock(registry("a", "1"));
    scene.refuses("'uv.lock' has no project in '" + scene.source, "--sourcedirectory");
    lock(root("dependencies = [{ name = 'a' }]"));
    scene.refuses("it has no package 'a'", "'uv lock'");
    lock(
        root("dependencies = [{ name = 'a' }]"),
        registry("a", "1").replace("py3-none-any", "cp27-cp27mu-win32"));
    scene.refuses("'uv.lock' has only wheels of 'a 1', none of them for Python 3.", "--python");
    String every = "cp39.cp310.cp311.cp312.cp313.cp314.cp315-none-any";
    lock(
        root("dependencies = [{ name = 'a' }]"), registry("a", "1").replace("py3-none-any", every));
    assertThat(scene.lines()).containsExactly("a==1");
  }
}
