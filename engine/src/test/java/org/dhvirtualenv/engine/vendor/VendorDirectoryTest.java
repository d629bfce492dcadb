package org.dhvirtualenv.engine.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.EngineException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VendorDirectoryTest {
  @TempDir Path tree;
  private VendorDirectory directory;

  @BeforeEach
  void makeOne() throws IOException {
    Files.createDirectory(tree.resolve("debian"));
    directory = VendorDirectory.named(tree, "debian/vendor");
    put("b-1.whl", "a-1.tar.gz");
  }

  private void put(String... names) throws IOException {
    Path from = Files.createDirectories(tree.resolve("from"));
    try (StagedArchives staged = StagedArchives.beside(directory)) {
      for (String name : names) {
        assertThat(staged.add(Files.writeString(from.resolve(name), name))).isTrue();
      }
      staged.put(Set.of("3.12 arm64", "3.11 amd64"));
    }
  }

  private Path file(String name) {
    return directory.path().resolve(name);
  }

  private Set<String> entries() throws IOException {
    try (var files = Files.walk(tree.resolve("debian"))) {
      return files
          .map(path -> tree.resolve("debian").relativize(path).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void the_manifest_is_sorted_and_that_of_sha256sum() throws IOException {
    assertThat(Files.readAllLines(file("SHA256SUMS")))
        .containsExactly(
            "# Made by dh_virtualenv_vendor, format 1",
            "# Renew it with 'dh_virtualenv_vendor --update'; 'sha256sum --check SHA256SUMS' reads it,"
                + " too",
            "# For: 3.11 amd64",
            "# For: 3.12 arm64",
            "affa995f80408f22b91bb86fb9718cdfeeb28b75278e0c9eac20800cc61228f7  a-1.tar.gz",
            "7e2e5abf4e1db0e4aabb1e441c206d400becc794b6b15b16690edcf41ccaae14  b-1.whl");
  }

  @Test
  void what_was_written_is_read() {
    assertThat(directory.verified().digests().keySet()).containsExactly("a-1.tar.gz", "b-1.whl");
    assertThat(directory.manifest().targets()).containsExactly("3.11 amd64", "3.12 arm64");
  }

  @Test
  void every_wrong_file_is_named() throws IOException {
    Files.writeString(file("a-1.tar.gz"), "a-1.tar.gy");
    Files.delete(file("b-1.whl"));
    Files.writeString(file("c-1.whl"), "");
    Files.createDirectory(file("d"));
    assertThatThrownBy(directory::verified)
        .isInstanceOfSatisfying(
            EngineException.class,
            failure ->
                assertThat(failure.problems())
                    .extracting(EngineException.Problem::what)
                    .containsExactly(
                        "'debian/vendor/a-1.tar.gz' is not the file that the manifest names",
                        "'debian/vendor/b-1.whl' is missing",
                        "'debian/vendor/c-1.whl' is not in the manifest",
                        "'debian/vendor/d' is not in the manifest"));
  }

  @Test
  void a_link_to_the_right_content_is_no_file() throws IOException {
    Files.move(file("b-1.whl"), tree.resolve("moved"));
    Files.createSymbolicLink(file("b-1.whl"), tree.resolve("moved"));
    assertThatThrownBy(directory::verified).hasMessage("'debian/vendor/b-1.whl' is missing");
  }

  @Test
  void a_line_that_leads_out_is_refused() throws IOException {
    Files.writeString(
        file("SHA256SUMS"), Files.readString(file("SHA256SUMS")) + "0".repeat(64) + "  ../x\n");
    assertThatThrownBy(directory::manifest).hasMessageContaining("../x', which is no digest");
  }

  @Test
  void a_directory_without_our_manifest_is_not_found() throws IOException {
    assertThat(VendorDirectory.find(tree, Optional.empty())).contains(directory);
    assertThat(VendorDirectory.find(tree, Optional.of("/dev/null"))).isEmpty();
    Files.writeString(file("SHA256SUMS"), "0".repeat(64) + "  x\n");
    assertThat(VendorDirectory.find(tree, Optional.empty())).isEmpty();
    assertThatThrownBy(() -> VendorDirectory.find(tree, Optional.of("debian/vendor")))
        .hasMessage("'debian/vendor' has no SHA256SUMS of dh_virtualenv_vendor");
  }

  @Test
  void a_new_one_takes_the_place_of_the_old_one() throws IOException {
    put("c-1.whl");
    assertThat(entries()).containsExactly("", "vendor", "vendor/SHA256SUMS", "vendor/c-1.whl");
  }

  @Test
  void what_somebody_else_has_put_there_is_not_touched() throws IOException {
    Files.writeString(file("README"), "mine");
    assertThatThrownBy(() -> put("c-1.whl"))
        .hasMessage("'debian/vendor/README' was not made by dh_virtualenv_vendor");
    assertThat(entries())
        .containsExactly(
            "",
            "vendor",
            "vendor/README",
            "vendor/SHA256SUMS",
            "vendor/a-1.tar.gz",
            "vendor/b-1.whl");
  }

  @Test
  void what_is_no_directory_stays() {
    VendorDirectory nothing = VendorDirectory.named(tree, "/dev/null");
    assertThatThrownBy(() -> StagedArchives.beside(nothing))
        .hasMessage("'/dev/null' is no directory");
  }

  @Test
  void what_is_not_put_is_not_left() throws IOException {
    Set<String> before = entries();
    try (StagedArchives staged = StagedArchives.beside(directory)) {
      staged.add(Files.writeString(tree.resolve("c-1.whl"), "c"));
      assertThat(staged.add(tree.resolve("c-1.whl"))).isFalse();
      Path other = Files.createDirectory(tree.resolve("other")).resolve("c-1.whl");
      Files.writeString(other, "d");
      assertThatThrownBy(() -> staged.add(other))
          .hasMessage("there are two different files 'c-1.whl'");
    }
    assertThat(entries()).isEqualTo(before);
  }
}
