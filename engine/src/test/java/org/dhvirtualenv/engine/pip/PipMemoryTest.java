package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pip remembers is what it would find out again. */
class PipMemoryTest {
  private static final String BEGIN =
      """
      import os, sys, tempfile, zipfile
      library, here = sys.argv[1:]
      sys.path[:0] = [library, here]
      import __pip_memory__ as memory
      from pip._internal import metadata
      from pip._internal.utils import compatibility_tags

      REQUIRES = [
          "a", "b>=1", "c[x]>=1,<2", "d (>=1)", "e; python_version > '3'", "f; python_version < '3'",
          "g; extra == 'x'", 'h ; extra == "x"', "i; extra == 'x' or python_version > '3'",
          "j; (extra == 'x')", "k; python_version > '3' and extra == 'x'",
          "l; (python_version > '3' or sys_platform == 'linux') and extra == 'x'",
          "m; 'x' == extra", "n; extra == ''", "o; extra != 'x'",
          "p; sys_platform == 'linux' and (extra == 'x' or extra == 'y')",
          "q @ https://example.org/q;x ; extra == 'x'", "r @ https://example.org/r.zip",
          "s; python_version not in '2.7' and extra == 'x'", "t;extra=='x'", "u; extra == 'Y_y'",
      ]

      def wheel(path, requires):
          with zipfile.ZipFile(path, "w") as archive:
              lines = ["Metadata-Version: 2.1", "Name: a", "Version: 1", *("Requires-Dist: " + r for r in requires)]
              archive.writestr("a-1.dist-info/METADATA", "\\n".join(lines) + "\\n")
              archive.writestr("a-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")

      def read():
          found = metadata.get_wheel_distribution(metadata.FilesystemWheel(path), "a")
          return found, {extras: [str(r) for r in found.iter_dependencies(extras)] for extras in ((), ("x",), ("y-y",))}

      path = os.path.join(tempfile.mkdtemp(), "a-1-py3-none-any.whl")
      wheel(path, REQUIRES)
      """;

  @TempDir Path directory;

  private void run(String script) throws IOException {
    PipWorld.script(directory, BEGIN + script);
  }

  @Test
  void dependencies_are_those_that_pip_finds() throws IOException {
    run(
        """
        before = read()[1]
        assert len(before[()]) > 5 and len(before[("x",)]) > len(before[()]), before
        memory.improve(library)
        assert read()[1] == before, (read()[1], before)
        """);
  }

  @Test
  void a_wheel_is_opened_once_unless_it_has_changed() throws IOException {
    run(
        """
        memory.improve(library)
        assert read()[0] is read()[0]
        wheel(path, ["another"])
        assert read()[1][()] == ["another"], read()[1]
        """);
  }

  @Test
  void tags_are_those_of_what_is_asked_for() throws IOException {
    run(
        """
        given = {}, {"version": "39"}, {"platforms": ["linux_aarch64"]}, {"impl": "pp", "abis": ["pp1"]}
        before = [compatibility_tags.get_supported(**one) for one in given]
        memory.improve(library)
        for _ in range(2):
            assert [compatibility_tags.get_supported(**one) for one in given] == before
        assert compatibility_tags.get_supported() is compatibility_tags.get_supported()
        """);
  }
}
