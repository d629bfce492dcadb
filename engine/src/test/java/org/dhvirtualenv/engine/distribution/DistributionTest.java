package org.dhvirtualenv.engine.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
  @TempDir Path virtualenv;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b.py,sha256=x,12",
        "\"a,b.py\",sha256=x,12",
        "\"say \"\"hi\"\".py\",,",
        "x-1.dist-info/RECORD,,",
      })
  void a_row_is_written_as_it_was_read(String line) {
    assertThat(RecordRow.parse(line).format()).isEqualTo(line);
  }

  @Test
  void missing_fields_are_empty() {
    assertThat(RecordRow.parse("a.py")).isEqualTo(new RecordRow("a.py", "", ""));
    assertThat(RecordRow.parse("\"a,b\",h,1").path()).isEqualTo("a,b");
  }

  @Test
  void files_are_found_through_record() throws IOException {
    Path site = Files.createDirectories(virtualenv.resolve("lib/python3.11/site-packages"));
    Path info = Files.createDirectories(site.resolve("my_app-1.0.dist-info"));
    Files.writeString(info.resolve("RECORD"), "app.py,sha256=x,1\n../../../bin/app,sha256=y,2\n");
    InstalledDistributions installed = InstalledDistributions.in(virtualenv);
    assertThat(installed.all()).extracting(Distribution::toString).containsExactly("my_app 1.0");
    assertThat(installed.owner(virtualenv.resolve("bin/app"))).isPresent();
    assertThat(installed.owner(site.resolve("app.py"))).isPresent();
    assertThat(installed.owner(site.resolve("other.py"))).isEmpty();
  }

  @Test
  void metadata_tells_what_is_required_besides_distributions() throws IOException {
    Path info =
        Files.createDirectories(virtualenv.resolve("lib/python3.11/site-packages/x-1.dist-info"));
    Files.writeString(
        info.resolve("METADATA"),
        "Name: x\nRequires-External: libpng (>=1.5)\nrequires-external:git\n\nRequires-External: no\n");
    assertThat(InstalledDistributions.in(virtualenv).all().get(0).requiresExternal())
        .containsExactly("libpng (>=1.5)", "git");
  }

  @ParameterizedTest
  @CsvSource({
    "cp311-cp311-linux_x86_64, true",
    "py3-none-any, true",
    "cp311-cp311-manylinux_2_17_x86_64, false",
    "cp39-abi3-manylinux2014_aarch64, false",
    "cp311-cp311-musllinux_1_2_x86_64, false",
  })
  void the_platform_tag_tells_who_built_a_wheel(String tag, boolean here) throws IOException {
    Path info =
        Files.createDirectories(virtualenv.resolve("lib/python3.11/site-packages/x-1.dist-info"));
    Files.writeString(info.resolve("WHEEL"), "Wheel-Version: 1.0\nTag: " + tag + "\n");
    assertThat(InstalledDistributions.in(virtualenv).all().get(0).builtHere()).isEqualTo(here);
  }
}
