package org.dhvirtualenv.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptRewriterTest {
  private static final String PYTHON = "#!/usr/share/python/app/bin/python3";

  private static String rewrite(String virtualenv, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new String(
        new ScriptRewriter(Path.of(virtualenv)).rewrite(bytes), StandardCharsets.ISO_8859_1);
  }

  private static String rewrite(String text) {
    return rewrite("/usr/share/python/app", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/build/venv/bin/python3",
        "#!/build/venv/bin/python",
        "#! /usr/bin/python3.11",
        "#!python",
        "#!pythonw",
        "#!\"/build with space/bin/python3\"",
        "#!/usr/bin/env python3",
        "#!/usr/bin/env -S python3",
        "#!/usr/bin/pypy3",
        "#!/bin/sh\n'''exec' \"/build with space/bin/python3\" \"$0\" \"$@\"\n' '''",
        "#!/bin/sh\n'''exec' /build/venv/bin/python3.13 \"$0\" \"$@\"\n' '''",
        "#!/bin/sh\n'''exec' '/build/venv/bin/python' \"$0\" \"$@\"\n' '''",
      })
  void python_scripts_start_the_final_interpreter(String beginning) {
    assertThat(
            rewrite(beginning + "\nfrom __future__ import annotations\n#!/usr/bin/env python3\n"))
        .isEqualTo(PYTHON + "\nfrom __future__ import annotations\n#!/usr/bin/env python3\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/build/venv/bin/python3 -E",
        "#!/usr/bin/env -S python3 -E",
        "#!/bin/sh\n'''exec' \"/build/venv/bin/python3\" -E \"$0\" \"$@\"\n' '''",
      })
  void arguments_are_kept(String beginning) {
    assertThat(rewrite(beginning + "\nx\n")).isEqualTo(PYTHON + " -E\nx\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/bin/sh\nexec python3 -m app\n",
        "#!/bin/sh\ncat <<END\n#!/usr/bin/env python3\nEND\n",
        "#!/usr/bin/perl\n",
        "#!/usr/bin/env node\n",
        "#!/opt/pythonic/bin/tool\n",
        "#!/usr/bin/python-argcomplete-check\n",
        "no script\n",
        "#",
        "",
      })
  void other_files_stay(String text) {
    assertThat(rewrite(text)).isEqualTo(text);
  }

  @Test
  void bytes_that_are_no_text_survive() {
    assertThat(rewrite("#!python\n\u00ff\u00fe\r\n")).isEqualTo(PYTHON + "\n\u00ff\u00fe\r\n");
  }

  @Test
  void a_shebang_that_is_too_long_becomes_a_trampoline_and_back() {
    String deep = "/opt/" + "d".repeat(120);
    String script = rewrite(deep, "#!python\nx\n");
    assertThat(script)
        .isEqualTo("#!/bin/sh\n'''exec' \"" + deep + "/bin/python3\" \"$0\" \"$@\"\n' '''\nx\n");
    assertThat(rewrite(deep, script)).isEqualTo(script);
    assertThat(rewrite(script)).isEqualTo(PYTHON + "\nx\n");
  }

  @Test
  void a_place_with_a_blank_needs_a_trampoline() {
    assertThat(rewrite("/opt/my app", "#!python -E\nx\n"))
        .isEqualTo("#!/bin/sh\n'''exec' \"/opt/my app/bin/python3\" -E \"$0\" \"$@\"\n' '''\nx\n");
  }

  @Test
  void a_place_that_is_not_ascii_is_utf_8() {
    assertThat(rewrite("/opt/\u00e4", "#!python\n")).isEqualTo("#!/opt/\u00c3\u00a4/bin/python3\n");
  }
}
