package org.dhvirtualenv.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeSnapshotTest {
  @TempDir Path root;

  @Test
  void additions_go_and_everything_else_stays() throws IOException {
    Files.createDirectories(root.resolve("src/app"));
    Files.writeString(root.resolve("src/app/old.py"), "old");
    Files.createDirectories(root.resolve("debian"));
    TreeSnapshot before = TreeSnapshot.of(root, Set.of(root.resolve("debian")));
    Files.createDirectories(root.resolve("build/lib"));
    Files.writeString(root.resolve("build/lib/x.py"), "");
    Files.createDirectories(root.resolve("src/app.egg-info"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("debian"));
    Files.writeString(root.resolve("debian/app"), "staged");
    before.removeAdditions();
    try (Stream<Path> left = Files.walk(root)) {
      assertThat(left)
          .containsExactlyInAnyOrder(
              root,
              root.resolve("debian"),
              root.resolve("debian/app"),
              root.resolve("src"),
              root.resolve("src/app"),
              root.resolve("src/app/old.py"));
    }
  }

  @Test
  void a_tree_that_did_not_exist_disappears_again() throws IOException {
    Path fresh = root.resolve("fresh");
    TreeSnapshot before = TreeSnapshot.of(fresh, Set.of());
    Files.createDirectories(fresh.resolve("a/b"));
    before.removeAdditions();
    assertThat(fresh).doesNotExist();
  }

  @Test
  void deleting_does_not_follow_links() throws IOException {
    Path kept = Files.createDirectories(root.resolve("kept"));
    Files.writeString(kept.resolve("file"), "");
    Path doomed = Files.createDirectories(root.resolve("doomed"));
    Files.createSymbolicLink(doomed.resolve("link"), kept);
    Trees.delete(doomed);
    assertThat(doomed).doesNotExist();
    assertThat(kept.resolve("file")).exists();
  }
}
