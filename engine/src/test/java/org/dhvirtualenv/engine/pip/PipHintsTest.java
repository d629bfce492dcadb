package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipHintsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error: Multiple top-level packages discovered in a flat-layout: ['a', 'b'].|which of \\['a'",
        "RuntimeError: Building a package is not possible in non-package mode.|--skip-install",
        "error: invalid command 'bdist_wheel'|--preinstall=wheel",
        "x.c:1:10: fatal error: Python.h: No such file or directory|add python3-dev to",
        "x.c:1:10: fatal error: libxml/x.h: No such file or directory|add libxml2-dev to",
        "x.c:1:10: fatal error: odd/odd.h: No such file or directory|apt-file search odd/odd.h",
        "Error: pg_config executable not found.|add libpq-dev",
        "/bin/sh: 1: mysql_config: not found|add default-libmysqlclient-dev",
        "/usr/bin/ld: cannot find -lxyz: No such file or directory|libxyz.so",
        "error: command 'x86_64-linux-gnu-gcc' failed: No such file or directory|build-essential",
        "error: can't find Rust compiler|cargo and rustc",
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device|TMP",
        "error: command '/usr/bin/gcc' failed with exit code 1|-dev package",
        "pip._vendor.pyproject_hooks._impl.BackendUnavailable: Cannot import 'flit_core.buildapi'"
            + "|back end.*--preinstall",
        "ERROR: Can not execute `setup.py` since setuptools is not available in the build"
            + " environment.|back end.*--preinstall",
        "  ERROR: HTTP error 403 while getting https://h/x.whl|denies access",
        "WARNING: 401 Error, Credentials not correct for https://h/simple/a/|user and password",
        "ERROR: Wheel 'a' located at /w/a.whl is invalid.|'/w/a.whl' is damaged",
        "ERROR: HTTP error 404 while getting https://h/x.whl|nothing at https://h/x.whl",
        "  Could not fetch URL http://h/simple/a/: connection error: Max retries exceeded with url: /a/"
            + " (Caused by ResponseError('too many 500 error responses')) - skipping|status 500.*later",
        "Download failed after 6 attempts because not enough bytes were received (0 bytes/37 kB)"
            + "|breaks off.*network of the build",
        "  ERROR: HTTP error 502 Server Error: Bad Gateway for url: https://h/x.whl|status 502",
        "  Could not fetch URL http://h/simple/a/: 429 Client Error: - skipping|status 429: try again",
        "  File \"/w/pip/_internal/index/collector.py\", line 236, in parse_links|no list of files",
        "ERROR: Cannot find command 'hg' - do you have 'hg' installed and in your PATH?|add hg to",
        "ERROR: Could not open requirements file: [Errno 2] No such file: 'more.txt'|of that file",
        "ERROR: Invalid requirement: 'a==1.0=': Expected end|PEP 508",
        "ERROR: a-1.0-cp27-none-win32.whl is not a supported wheel on this platform.|a-1.0-cp27.*--python",
        "pip._vendor.resolvelib.resolvers.ResolutionTooDeep: 200000|--constraint=FILE",
        "ModuleNotFoundError: No module named 'numpy'|module 'numpy'.*build-system.requires",
        "ModuleNotFoundError: No module named 'pkg_resources'|setuptools<81",
        "something that nobody has thought of|read pip's message above"
      })
  void messages_have_a_remedy(String message, String hint) {
    assertThat(PipHints.of(List.of("before", "  " + message.trim(), "after")))
        .containsPattern(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "django==6.0|django==6.0.*is for Python >=3.12: name another interpreter with --python",
        "django==7.0|check the name and version of 'django==7.0'",
        "django>=6|django>=6', in version 6.0.1, is for Python >=3.13"
      })
  void a_release_for_another_python_is_named(String requirement, String hint) {
    assertThat(
            PipHints.of(
                List.of(
                    "ERROR: Ignored the following versions that require a different python version:"
                        + " 6.0 Requires-Python >=3.12; 6.0.1 Requires-Python >=3.13",
                    "ERROR: Could not find a version that satisfies the requirement "
                        + requirement
                        + " (from versions: 5.2)",
                    "ERROR: No matching distribution found for " + requirement)))
        .containsPattern(hint);
  }
}
