package org.dhvirtualenv.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  @TempDir Path root;

  private List<String> shell(String script) {
    CommandRunner runner =
        new SystemCommandRunner(
            java.util.Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"), false, line -> {});
    return runner
        .run(new Command(List.of("sh", "-euc", script), root, java.util.Map.of()))
        .output();
  }

  @Test
  void a_tree_deeper_than_any_path_may_be_long_is_removed() {
    assertThat(
            shell(
                "python3 -c 'import os\nos.mkdir(\"deep\"); os.chdir(\"deep\")\n"
                    + "for i in range(3000):\n os.mkdir(\"d\" * 9); os.chdir(\"d\" * 9)\n"
                    + " open(\"file\", \"w\").close()'; echo made"))
        .containsExactly("made");
    Trees.delete(root.resolve("deep"));
    assertThat(root.resolve("deep")).doesNotExist();
  }

  @Test
  void a_listing_has_files_and_links_of_all_directories() {
    List<String> found =
        shell(
            "for i in $(seq 30); do mkdir -p t/$i/$i/$i && touch t/$i/f t/$i/$i/$i/f; done\n"
                + "ln -s 1 t/directory; ln -s nowhere t/2/2/lost; mkfifo t/pipe; ln -s t link\n"
                + "find t ! -type d ! -type p | LC_ALL=C sort");
    Trees.Listing listing = Trees.list(root.resolve("t"));
    List<String> listed =
        Stream.concat(listing.files().stream(), listing.links().stream())
            .map(file -> root.relativize(file).toString())
            .toList();
    assertThat(listed).hasSize(62).containsExactlyInAnyOrderElementsOf(found);
    assertThat(listing.links())
        .containsExactlyInAnyOrder(root.resolve("t/directory"), root.resolve("t/2/2/lost"));
    assertThat(Trees.list(root.resolve("link")).links()).containsExactly(root.resolve("link"));
    assertThatThrownBy(() -> Trees.list(root.resolve("absent")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void what_appears_meanwhile_is_removed_as_well() throws InterruptedException {
    Thread writer =
        new Thread(
            () -> shell("for i in $(seq 400); do mkdir -p t/$i && touch t/$i/$i || :; done"));
    writer.start();
    while (writer.isAlive()) {
      try {
        Trees.delete(root.resolve("t"));
      } catch (EngineException e) {
        assertThat(e.getMessage()).contains("DirectoryNotEmpty"); // faster than any removal
      }
    }
    writer.join();
    Trees.delete(root.resolve("t"));
    assertThat(root.resolve("t")).doesNotExist();
  }

  @Test
  void names_are_bytes() throws IOException {
    shell("mkdir -p \"$(printf 't/\\377')\"; touch \"$(printf 't/\\377/a\\nb')\" 't/ '");
    assertThat(Trees.list(root.resolve("t")).files()).hasSize(2);
    TreeSnapshot before = TreeSnapshot.of(root.resolve("t"), Set.of());
    shell("touch \"$(printf 't/\\376')\"");
    before.removeAdditions();
    assertThat(Trees.regularFiles(root.resolve("t"))).hasSize(2);
    Trees.delete(root.resolve("t"));
    assertThat(root.resolve("t")).doesNotExist();
  }

  @Test
  void listing_survives_what_vanishes() throws InterruptedException {
    shell("for i in $(seq 300); do mkdir -p t/$i; touch t/$i/$i; done");
    Thread remover = new Thread(() -> shell("rm -r t/*"));
    remover.start();
    List<Integer> sizes = new ArrayList<>();
    while (remover.isAlive()) {
      sizes.add(Trees.list(root.resolve("t")).files().size());
    }
    remover.join();
    assertThat(Trees.list(root.resolve("t")).files()).isEmpty();
    assertThat(sizes).allMatch(size -> size <= 300);
  }

  @Test
  void a_directory_that_does_not_exist_is_named() {
    Path nowhere = root.resolve("nowhere");
    assertThatThrownBy(() -> Trees.list(nowhere))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'" + nowhere + "'");
    Trees.delete(nowhere);
    assertThat(Files.exists(nowhere)).isFalse();
  }
}
