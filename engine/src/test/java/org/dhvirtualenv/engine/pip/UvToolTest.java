package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UvToolTest {
  private static final String MACHINE = System.getProperty("os.arch").replace("amd64", "x86_64");

  @TempDir Path root;
  private Path tools;
  private Path first;
  private Path second;

  @BeforeEach
  void directories() throws IOException {
    tools = Files.createDirectory(root.resolve("tools"));
    first = Files.createDirectory(root.resolve("first"));
    second = Files.createDirectory(root.resolve("second"));
  }

  private static Path program(Path directory, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve("uv"), "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static void wheel(Path directory, String version, String tag) throws IOException {
    Path file = directory.resolve("uv-" + version + "-py3-none-" + tag + ".whl");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("uv-" + version + ".data/scripts/uv"));
      zip.write(("#!/bin/sh\n# " + version + "\n").getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }

  @Test
  void the_first_program_of_the_path_counts() throws IOException {
    program(first, "rw-r--r--");
    Path uv = program(second, "rwxr-xr-x");
    assertThat(UvTool.in(tools, List.of(root.resolve("absent"), first, second)).executable())
        .isEqualTo(uv);
  }

  @Test
  void a_wheel_for_this_machine_is_unpacked_and_counts_before_what_comes_later()
      throws IOException {
    wheel(first, "0.1", "manylinux_2_17_sparc64");
    wheel(first, "0.2", "manylinux_2_17_" + MACHINE + ".manylinux2014_" + MACHINE);
    program(second, "rwxr-xr-x");
    Path uv = UvTool.in(tools, List.of(first, second)).executable();
    assertThat(uv).startsWith(tools).isExecutable();
    assertThat(Files.readString(uv)).contains("# 0.2");
    assertThat(UvTool.in(tools, List.of(first, second)).executable()).isEqualTo(uv);
  }

  @Test
  void none_at_all_is_an_error_with_a_remedy() throws IOException {
    wheel(first, "0.1", "manylinux_2_17_sparc64");
    assertThatThrownBy(() -> UvTool.in(tools, List.of(first)))
        .isInstanceOfSatisfying(
            EngineException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ExitCode.ENVIRONMENT);
              assertThat(error.problems().get(0).what()).startsWith("uv is missing");
              assertThat(error.hint()).contains("dh_virtualenv_vendor --installer=uv");
            });
  }

  @Test
  void its_cache_lies_beside_that_of_pip_and_makes_no_home() throws IOException {
    Path temporary = root.resolve("temporary");
    Path home = root.resolve("home");
    Path pip = home.resolve(".cache").resolve("pip");
    assertThat(UvTool.cache(pip, temporary)).isEqualTo(temporary.resolve("uv"));
    Files.createDirectory(home);
    assertThat(UvTool.cache(pip, temporary)).isEqualTo(home.resolve(".cache/uv"));
    assertThat(UvTool.cache(Path.of("/named"), temporary)).isEqualTo(Path.of("/named/uv"));
  }
}
