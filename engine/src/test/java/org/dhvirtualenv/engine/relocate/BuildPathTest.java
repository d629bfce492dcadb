package org.dhvirtualenv.engine.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildPathTest {
  @TempDir Path directory;

  private static boolean found(BuildPathScanner scanner, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return scanner.look(in).found();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, /b/\u00e4 app/x.c, true",
    "UTF-16LE, /b/\u00e4 app/x.c, true",
    "UTF-16BE, /b/\u00e4 app/x.c, true",
    "UTF-16LE, /b/\u00e4 apple, false",
    "UTF-16BE, /b/\u00e4 apple, false",
    "US-ASCII, file:///b/%C3%A4%20app/x, true",
    "US-ASCII, file:///b/%C3%A4%20apple, false",
  })
  void every_form_of_a_path_is_seen(String charset, String text, boolean found) throws IOException {
    BuildPathScanner scanner = new BuildPathScanner(Set.of(Path.of("/b/\u00e4 app")));
    byte[] bytes = ("..." + text + " and more").getBytes(Charset.forName(charset));
    assertThat(scanner.found(bytes)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "/b/app, /b/app, true",
    "/b/app, x/b/app/y, true",
    "/b/app, -I/b/app:, true",
    "/b/app, /b/app-doc, false",
    "/b/app, /b/app.txt, false",
    "/b/app, /b/apple /b/app, true",
    "/b/app, /b/ap, false",
    "/src, url=/src/x, true",
    "/src, lib/src/x, false",
  })
  void whole_components_count(String path, String text, boolean found) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(BytePattern.spellings(Path.of(path)))
        .singleElement()
        .satisfies(
            pattern -> assertThat(pattern.find(bytes, 0, bytes.length) >= 0).isEqualTo(found));
  }

  @ParameterizedTest
  @CsvSource({
    "PREFIX=/b/debian/app/usr/bin, PREFIX=/usr/bin",
    "/b/debian/app, /",
    "/b/debian/app /b/debian/app/x /b/debian/app2, / /x /b/debian/app2",
    "nothing, nothing",
  })
  void the_staging_root_is_taken_out_of_paths(String before, String after) {
    assertThat(new PathMapping(Path.of("/b/debian/app"), Path.of("/")).apply(before))
        .isEqualTo(after);
  }

  /** Forms that Python's venv and json write, and that people write into scripts. */
  @Test
  void quotes_are_found_as_languages_quote_them() throws IOException {
    Path path = Path.of("/o'd/a\"b");
    BuildPathScanner scanner = new BuildPathScanner(Set.of(path));
    PathMapping mapping = new PathMapping(path, Path.of("/opt/x"));
    for (String text :
        List.of(
            "\"/o'd/a\\\"b/f\"",
            "'/o'\"'\"'d/a\"b/f'",
            "'/o\\'d/a\"b/f'",
            "'/o''d/a\"b/f'",
            "/o'd/a\"b/f")) {
      assertThat(scanner.found(text.getBytes(StandardCharsets.UTF_8))).as(text).isTrue();
      assertThat(mapping.apply(text)).contains("/opt/x/f").doesNotContain("/o'");
    }
  }

  @Test
  void a_path_is_found_wherever_it_lies_in_a_large_file() throws IOException {
    BuildPathScanner scanner = new BuildPathScanner(Set.of(Path.of("/b/app"), Path.of("/b/app/x")));
    byte[] needle = "/b/app".getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve("file");
    for (int at = (1 << 18) - 12; at < (1 << 18) + 12; at++) {
      byte[] content = new byte[(1 << 19) + 3];
      System.arraycopy(needle, 0, content, at, needle.length);
      Files.write(file, content);
      assertThat(found(scanner, file)).as("at %s", at).isTrue();
      content[at + needle.length] = 'x';
      Files.write(file, content);
      assertThat(found(scanner, file)).as("longer name at %s", at).isFalse();
    }
    assertThat(found(scanner, Files.write(file, new byte[0]))).isFalse();
    assertThat(found(scanner, Files.write(file, needle))).isTrue();
  }
}
