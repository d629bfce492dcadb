package org.dhvirtualenv.engine.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.smoke.Absence.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tried of a project, and what output and a trace tell of the trial. */
class OutcomeTest {
  @TempDir Path directory;

  private static Outcome outcome(String... lines) {
    return OutputReader.outcome(Trial.ofCommand("x"), 1, false, List.of(lines), Set.of());
  }

  @Test
  void messages_of_the_loader_of_python_and_of_shells_name_what_is_missing() {
    assertThat(
            outcome(
                    "OSError: libmagic.so.1: cannot open shared object file: No such file",
                    "x: error while loading shared libraries: libz.so.1: cannot open shared object"
                        + " file: No such file or directory",
                    "OSError: cannot load library 'libpango-1.0-0': 'libpango-1.0-0: cannot open"
                        + " shared object file'",
                    "ModuleNotFoundError: No module named 'yaml'",
                    "FileNotFoundError: [Errno 2] No such file or directory: 'git'",
                    "FileNotFoundError: [Errno 2] No such file or directory: '/etc/x.toml'",
                    "/bin/sh: 1: ffmpeg: not found",
                    "bash: line 3: dot: command not found")
                .told())
        .containsExactly(
            new Absence(Kind.LIBRARY, "libmagic.so.1"),
            new Absence(Kind.LIBRARY, "libz.so.1"),
            new Absence(Kind.LIBRARY, "libpango-1.0-0"),
            new Absence(Kind.MODULE, "yaml"),
            new Absence(Kind.PROGRAM, "git"),
            new Absence(Kind.FILE, "/etc/x.toml"),
            new Absence(Kind.PROGRAM, "ffmpeg"),
            new Absence(Kind.PROGRAM, "dot"));
  }

  @Test
  void notes_of_the_importer_are_no_output() {
    Outcome outcome =
        outcome("shown", "\u001flibrary\tmagic", "\u001ffile\t/a b", "\u001fprogram\tdot");
    assertThat(outcome.output()).containsExactly("shown");
    assertThat(outcome.told()).containsExactly(new Absence(Kind.LIBRARY, "magic"));
    assertThat(outcome.seen())
        .containsExactly(new Absence(Kind.FILE, "/a b"), new Absence(Kind.PROGRAM, "dot"));
  }

  @Test
  void a_trace_is_told_apart_by_its_marks() throws IOException {
    Path trace = directory.resolve("trace");
    assertThat(Trace.read(trace, 2)).containsExactly(Set.of(), Set.of());
    String gone = " = -1 ENOENT (No such file or directory)\n";
    Files.writeString(
        trace,
        "7 openat(AT_FDCWD, \"/before\", O_RDONLY)"
            + gone
            + "7 openat(AT_FDCWD, \"/.dh_virtualenv_test/0\", O_RDONLY|O_CLOEXEC)"
            + gone
            + "8 openat(AT_FDCWD, \"/one\", O_RDONLY|O_CLOEXEC)"
            + gone
            + "8 openat(AT_FDCWD, \"relative\", O_RDONLY)"
            + gone
            + "8 openat(AT_FDCWD, \"/secret\", O_RDONLY) = -1 EACCES (Permission denied)\n"
            + "7 open(\"/.dh_virtualenv_test/1\", O_RDONLY)"
            + gone
            + "9 execve(\"/usr/bin/dot\", [\"dot\", \"-v\"], 0x7ff /* 5 vars */)"
            + gone);
    assertThat(Trace.read(trace, 2))
        .containsExactly(
            Set.of(new Absence(Kind.FILE, "/one")),
            Set.of(new Absence(Kind.PROGRAM, "/usr/bin/dot")));
  }

  @Test
  void a_project_has_outermost_modules_and_scripts() throws IOException {
    Path metadata = directory.resolve("lib/python3.11/site-packages/x-1.dist-info");
    Files.createDirectories(metadata);
    Files.writeString(
        metadata.resolve("RECORD"),
        Stream.of(
                "x/__init__.py",
                "x/sub/__init__.py",
                "xy/__init__.cpython-311-x86_64-linux-gnu.so",
                "space/inner/__init__.py",
                "space/inner/more.py",
                "alone.py",
                "_native.abi3.so",
                "x-1.dist-info/METADATA",
                "__pycache__/alone.cpython-311.pyc",
                "x.libs/libz.so.1",
                "../../../share/x/y.py",
                "../../../bin/x-run")
            .map(path -> path + ",,\n")
            .reduce("", String::concat));
    ProjectTrials trials = ProjectTrials.of(InstalledDistributions.in(directory).all().get(0));
    assertThat(trials.modules()).containsExactly("_native", "alone", "space.inner", "x", "xy");
    assertThat(trials.scripts()).containsExactly("x-run");
  }
}
