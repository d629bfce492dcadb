package org.dhvirtualenv.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherLocksTest {
  @TempDir Path directory;

  private LockScene scene;

  @BeforeEach
  void create() throws IOException {
    scene = new LockScene(directory);
  }

  private static String poetry(String name, String version, String... more) {
    return "[[package]]\nname = '"
        + name
        + "'\nversion = '"
        + version
        + "'\npython-versions = '*'\nfiles = [{file = '"
        + name
        + ".tar.gz', hash = 'sha256:00'}]\n"
        + String.join("\n", more)
        + "\n\n";
  }

  private static String metadata(String version, String python) {
    return "[metadata]\nlock-version = '" + version + "'\npython-versions = '" + python + "'\n";
  }

  @Test
  void poetry_says_for_which_groups_and_under_which_markers() throws IOException {
    scene.write(
        "pyproject.toml",
        "[project]\nname = 'p'\nversion = '1'\n[project.optional-dependencies]\nDB = ['c']\n"
            + "[tool.poetry.group.dev.dependencies]\nd = '*'\n");
    scene.write(
        "poetry.lock",
        poetry("a", "1", "groups = ['main', 'dev']", "markers = \"python_version >= '3'\"")
            + poetry("b", "1", "groups = ['main']", "markers = \"sys_platform == 'win32'\"")
            + poetry("c", "1", "groups = ['main']", "markers = \"extra == 'db'\"")
            + poetry("d", "1", "groups = ['dev']")
            + poetry(
                "e",
                "1",
                "groups = ['main', 'dev']",
                "markers = {main = \"python_version < '3'\", dev = \"python_version > '3'\"}")
            + metadata("2.1", ">=3.8"));
    assertThat(scene.lines()).containsExactly("a==1");
    scene.extras = List.of("db");
    assertThat(scene.lines()).containsExactly("a==1", "c==1");
    scene.groups = List.of("dev");
    assertThat(scene.lines()).containsExactly("a==1", "c==1", "d==1", "e==1");
    scene.groups = List.of("docs");
    scene.refuses("'poetry.lock' knows no dependency group 'docs'", "there are: dev");
  }

  @Test
  void older_lock_files_of_poetry_are_followed_from_the_project_on() throws IOException {
    scene.write(
        "pyproject.toml",
        "[tool.poetry]\nname = 'p'\n[tool.poetry.dependencies]\npython = '^3.8'\n"
            + "a = {version = '^1.2', extras = ['x']}\n"
            + "old = [{version = '<2', python = '<3.8'}, {version = '~2.1', python = '>=3.8'}]\n"
            + "opt = {version = '*', optional = true}\n"
            + "[tool.poetry.extras]\nmore = ['opt']\n[tool.poetry.dev-dependencies]\nd = '*'\n");
    scene.write(
        "poetry.lock",
        poetry(
                "A",
                "1.4",
                "[package.dependencies]",
                "b = {version = '>=1', markers = \"python_version >= '3'\"}",
                "c = {version = '*', optional = true, markers = \"extra == 'x'\"}",
                "e = {version = '*', optional = true, markers = \"extra == 'y'\"}",
                "[package.extras]",
                "x = ['c (>=1)']",
                "y = ['e']")
            + poetry("b", "1")
            + poetry("c", "1")
            + poetry("d", "1")
            + poetry("e", "1")
            + poetry("old", "1.9")
            + poetry("old", "2.1.7")
            + poetry("old", "2.2")
            + poetry("opt", "1")
            + "[extras]\nmore = ['opt']\n"
            + metadata("2.0", "^3.8"));
    assertThat(scene.lines()).containsExactly("A==1.4", "b==1", "c==1", "old==2.1.7");
    scene.extras = List.of("more");
    scene.groups = List.of("dev");
    assertThat(scene.lines())
        .containsExactly("A==1.4", "b==1", "c==1", "d==1", "old==2.1.7", "opt==1");
    scene.write("pyproject.toml", "[tool.poetry.dependencies]\na = '^2'\n");
    scene.extras = List.of();
    scene.groups = List.of();
    scene.refuses("'poetry.lock' is out of date: it has no 'a' that fits '^2'", "'poetry lock'");
  }

  @Test
  void poetry_leaves_out_a_project_that_is_no_package() throws IOException {
    scene.write("poetry.lock", metadata("2.1", "*")).write("pyproject.toml", "[tool.poetry]\n");
    assertThat(scene.translate().omitted()).isEmpty();
    scene.write("pyproject.toml", "[tool.poetry]\npackage-mode = true\n");
    assertThat(scene.translate().omitted()).isEmpty();
    scene.write("pyproject.toml", "[tool.poetry]\npackage-mode = false\n");
    assertThat(scene.translate().omitted()).contains("pyproject.toml has package-mode = false");
  }

  @Test
  void constraints_of_poetry_are_ranges() throws IOException {
    for (String python :
        List.of("*", "^3.8", "~3", ">=3.8,<4.0", ">=2.7,<3 || >=3.4", "3.*", "!=3.0.1")) {
      scene.write("poetry.lock", metadata("2.1", python)).write("pyproject.toml", "");
      assertThat(scene.lines()).as(python).isEmpty();
    }
    for (String python : List.of("^2.7", "~3.1", ">=4", "<3 || >=4", "3.1.*", "^0.3")) {
      scene.write("poetry.lock", metadata("2.1", python));
      scene.refuses("'poetry.lock' asks for Python '", "choose another one with --python");
    }
    scene.write("poetry.lock", metadata("3.0", "*"));
    scene.refuses("'poetry.lock' has version '3.0'", "a poetry that writes version 1 or 2");
  }

  @Test
  void sources_of_poetry_have_their_lines() throws IOException {
    scene.write("lib/setup.py", "").write("pyproject.toml", "");
    String kind = "groups = ['main']\n[package.source]\ntype = ";
    scene.write(
        "poetry.lock",
        poetry("own", "1", kind + "'legacy'\nurl = 'https://own.example/simple'")
            + poetry(
                "repo",
                "1",
                kind
                    + "'git'\nurl = 'git@git.example:x/y.git'\nreference = 'main'"
                    + "\nresolved_reference = '0123'\nsubdirectory = 'py'")
            + poetry("lib", "1", kind + "'directory'\nurl = 'lib'")
            + poetry("self", "1", kind + "'directory'\nurl = '.'")
            + poetry("web", "1", kind + "'url'\nurl = 'https://f.example/web.tar.gz'")
            + metadata("2.1", "*"));
    LockedRequirements locked = scene.translate();
    assertThat(LockScene.lines(locked))
        .containsExactly(
            "own==1 --hash=sha256:00",
            "web @ https://f.example/web.tar.gz --hash=sha256:00",
            "lib @ file://" + scene.source + "/lib",
            "repo @ git+ssh://git@git.example/x/y.git@0123#subdirectory=py");
    assertThat(locked.indexes()).containsValue("https://own.example/simple");
  }

  private static String standard(String... packages) {
    return "lock-version = '1.0'\ncreated-by = 'x'\nextras = ['db']\n"
        + "dependency-groups = ['base', 'dev']\ndefault-groups = ['base']\n"
        + String.join("", packages);
  }

  private static String packaged(String name, String... more) {
    return "[[packages]]\nname = '" + name + "'\n" + String.join("\n", more) + "\n";
  }

  private static String wheel(String host) {
    return "version = '1'\nwheels = [{url = 'https://"
        + host
        + "/x-1-py3-none-any.whl',"
        + " hashes = {sha256 = 'AB', md5 = 'cd'}}]";
  }

  @Test
  void the_standard_format_chooses_by_sets_in_markers() throws IOException {
    String pypi = wheel("files.pythonhosted.org");
    scene.write(
        "pylock.toml",
        standard(
            packaged("a", pypi, "marker = \"'base' in dependency_groups\""),
            packaged("b", pypi, "marker = \"'db' in extras and python_version >= '3'\""),
            packaged("c", pypi, "marker = \"'dev' in dependency_groups or 'db' in extras\""),
            packaged("d", pypi, "marker = \"'db' not in extras\""),
            packaged("e", pypi, "marker = \"sys_platform == 'win32'\"")));
    assertThat(scene.lines()).containsExactly("a==1", "d==1");
    scene.extras = List.of("db");
    assertThat(scene.lines()).containsExactly("a==1", "b==1", "c==1");
    scene.extras = List.of();
    scene.groups = List.of("dev");
    assertThat(scene.lines()).containsExactly("a==1", "c==1", "d==1");
    assertThat(LockScene.lines(scene.translate()).get(0)).isEqualTo("a==1 --hash=sha256:AB");
  }

  @Test
  void the_standard_format_names_places() throws IOException {
    scene.write("lib/setup.py", "");
    scene.write(
        "pylock.toml",
        standard(
            packaged("own", wheel("own.example")),
            packaged("indexed", wheel("own.example"), "index = 'https://own.example/simple'"),
            packaged("repo", "vcs = {type = 'hg', url = 'https://hg.example/x', commit-id = '12'}"),
            packaged("lib", "directory = {path = 'lib'}"),
            packaged("self", "directory = {path = '.', editable = true}"),
            packaged(
                "zip", "archive = {url = 'https://f.example/z.zip', hashes = {sha512 = '9'}}")));
    LockedRequirements locked = scene.translate();
    assertThat(LockScene.lines(locked).stream().distinct())
        .containsExactly(
            "--find-links=https://own.example/x-1-py3-none-any.whl",
            "indexed==1 --hash=sha256:AB",
            "own==1 --hash=sha256:AB",
            "zip @ https://f.example/z.zip --hash=sha512:9",
            "lib @ file://" + scene.source + "/lib",
            "repo @ hg+https://hg.example/x@12");
    assertThat(locked.indexes()).containsValue("https://own.example/simple");
  }

  @Test
  void the_standard_format_is_for_some_environments() throws IOException {
    scene.write(
        "pylock.toml",
        standard().replace("extras", "environments = [\"os_name == 'nt'\"]\nextras"));
    scene.refuses(
        "'pylock.toml' is for other environments than this one: os_name == 'nt'", "--python");
    scene.write("pylock.toml", standard(packaged("a", wheel("x"), "requires-python = '<3'")));
    scene.refuses("'a' of 'pylock.toml' asks for Python '<3'", "--python");
    scene.write("pylock.toml", standard(packaged("a", "version = '1'")));
    scene.refuses("'pylock.toml' has 'a' without any archive", "'created-by'");
  }

  private static String pipfile(String meta, String sections) {
    return "{\"_meta\": {\"pipfile-spec\": 6, \"sources\": [{\"name\": \"own\", \"url\":"
        + " \"https://u:${PASS}@own.example/simple\"}]"
        + meta
        + "}, "
        + sections
        + "}";
  }

  @Test
  void pipenv_has_categories() throws IOException {
    String sections =
        "\"default\": {\"a\": {\"version\": \"==1\", \"hashes\": [\"sha256:00\"]},"
            + " \"b\": {\"version\": \"==1\", \"markers\": \"sys_platform == 'win32'\"},"
            + " \"r\": {\"git\": \"https://git.example/r\", \"ref\": \"12\"},"
            + " \"self\": {\"path\": \".\", \"editable\": true}},"
            + " \"develop\": {\"d\": {\"version\": \"==2\", \"hashes\": [\"sha256:00\"]}},"
            + " \"docs\": {\"e\": {\"version\": \"==3\", \"hashes\": [\"sha256:00\"]}}";
    scene.write("Pipfile.lock", pipfile("", sections));
    assertThat(scene.lines()).containsExactly("a==1", "r @ git+https://git.example/r@12");
    assertThat(scene.translate().indexes()).containsValue("https://u:pw@own.example/simple");
    scene.groups = List.of("dev-packages", "docs");
    assertThat(scene.lines())
        .containsExactly("a==1", "d==2", "e==3", "r @ git+https://git.example/r@12");
    scene.groups = List.of();
    scene.write("Pipfile.lock", pipfile(", \"requires\": {\"python_version\": \"2.7\"}", sections));
    scene.refuses("'Pipfile.lock' asks for Python '2.7'", "--python=python2.7");
    scene.write("Pipfile.lock", pipfile(", \"hash\": {\"sha256\": \"00\"}", sections));
    assertThat(scene.lines()).hasSize(2);
    scene.write("Pipfile", "[packages]\na = '*'\n");
    scene.refuses("'Pipfile.lock' is out of date: Pipfile says", "renew it with 'pipenv lock'");
    scene.write("Pipfile.lock", "{");
    scene.refuses("'Pipfile.lock' is malformed: ", "make it anew with 'pipenv lock'");
  }
}
