package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules of Debian's pip that are read only when something in them is used. */
class PipLaterTest {
  private static final String BEGIN =
      """
      import asyncio, io, os, sys, tempfile
      library, here = sys.argv[1:]
      sys.path[:0] = [library, here]
      import __pip_later__ as later

      def place(name):
          return os.path.join(library, "pip", "_vendor", *name.split("."))

      def unread():
          return {m for m in later.LATER if isinstance(sys.modules.get("pip._vendor." + m), later.Module)}

      later.put_off(library)
      there = {m for m in later.LATER if os.path.exists(place(m) + ".py") or os.path.isdir(place(m))}
      import pip._internal.cli.main, pip._internal.commands.install, pip._internal.commands.wheel
      assert unread() == there, unread()
      """;

  @TempDir Path directory;

  private void run(String script) throws IOException {
    PipWorld.script(directory, BEGIN + script);
  }

  @Test
  void nothing_of_them_is_read_by_those_who_import_them() throws IOException {
    run("assert not any('pygments.' in m for m in sys.modules), sorted(sys.modules)\n");
  }

  @Test
  void they_are_read_when_they_are_used() throws IOException {
    run(
        """
        from pip._internal.cli.base_command import rich_traceback as traceback
        from pip._vendor import requests
        from pip._vendor.rich.console import Console

        if "chardet" in there:
            assert requests.compat.chardet.detect(b"abc")["encoding"] == "ascii"
        for host in ("b\u00fccher", "\u0660a"):
            try:
                url = requests.Request("GET", f"https://{host}.example/").prepare().url
                assert url == "https://xn--bcher-kva.example/", url
            except requests.exceptions.InvalidURL:
                assert host == "\u0660a"
        out = io.StringIO()
        Console(file=out).print("a :smiley: b")
        assert chr(0x1F603) in out.getvalue(), out.getvalue()
        try:
            raise ValueError("what")
        except ValueError as error:
            Console(file=out).print(traceback.Traceback.from_exception(ValueError, error, error.__traceback__))
        assert "ValueError: what" in out.getvalue(), out.getvalue()

        async def begun():
            from pip._vendor import tenacity
            tries = []

            @tenacity.retry(stop=tenacity.stop_after_attempt(3))
            async def unreliable():
                tries.append(1)
                if len(tries) < 2:
                    raise ValueError
                return len(tries)

            return await unreliable()

        if "tenacity._asyncio" in there:
            assert asyncio.run(begun()) == 2

        from pip._internal.cli.progress_bars import get_download_progress_renderer
        from pip._internal.metadata import get_environment
        from pip._vendor import msgpack
        sys.stdout = open(os.devnull, "w")
        assert b"".join(get_download_progress_renderer(bar_type="on", size=2)([b"a", b"b"])) == b"ab"
        assert msgpack.loads(msgpack.dumps({"a": [1]})) == {"a": [1]}
        if "pkg_resources" in there:
            with tempfile.TemporaryDirectory() as eggs:
                os.makedirs(eggs + "/old-2.0-py3.egg/EGG-INFO")
                with open(eggs + "/old-2.0-py3.egg/EGG-INFO/PKG-INFO", "w") as file:
                    file.write("Name: old\\nVersion: 2.0\\n")
                found = list(get_environment([eggs]).iter_all_distributions())
                if found or pip.__version__ < "25":
                    (egg,) = found
                    assert (egg.canonical_name, str(egg.version)) == ("old", "2.0"), egg
                    assert list(egg.iter_dependencies()) == []
                    assert egg.installer == ""
                else:
                    from pip._vendor import pkg_resources
                    assert list(pkg_resources.yield_lines("a\\n\\nb")) == ["a", "b"]
        assert not unread(), unread()
        """);
  }
}
