package org.dhvirtualenv.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.files.Trees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permissions mean nothing to root, so that another user copies here if root runs the tests. */
class UnprivilegedCopyTest {
  private Path directory = Path.of("");
  private SourceFixture fixture;

  @BeforeEach
  void create() throws IOException {
    directory = Files.createTempDirectory("unprivileged").toRealPath();
    fixture = new SourceFixture(directory);
  }

  @AfterEach
  void remove() {
    Trees.delete(directory);
  }

  private List<String> copy(Path... removed) throws URISyntaxException {
    fixture.shell(directory, "[ $(id -u) != 0 ] || chown -R 65534:65534 .");
    return fixture.shell(Path.of("/"), user() + java(removed));
  }

  private String user() {
    boolean root = fixture.shell("id -u").get(0).equals("0");
    return root ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
  }

  private String java(Path... removed) throws URISyntaxException {
    String classes =
        Stream.of(SourceCopier.class, CopyMain.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .collect(Collectors.joining(":"));
    return System.getProperty("java.home")
        + "/bin/java -XX:TieredStopAtLevel=1 -cp "
        + classes
        + " "
        + CopyMain.class.getName()
        + " "
        + fixture.source
        + " "
        + fixture.home
        + Stream.of(removed).map(path -> " " + path).collect(Collectors.joining());
  }

  @Test
  void what_cannot_be_read_fails_only_if_it_is_needed() throws Exception {
    fixture.write("setup.py", "");
    fixture.write("secret", "password");
    fixture.write("large", "x".repeat(2_000_000));
    fixture.write("private/key", "");
    fixture.write("hidden/file", "");
    fixture.shell("chmod 0 secret large private; chmod a-r hidden");
    List<String> remarks = copy();
    Path copy = fixture.home.resolve("app-1.0");
    assertThat(remarks).hasSize(1);
    assertThat(remarks.get(0))
        .startsWith(
            "'%1$s/hidden', '%1$s/large', '%1$s/private', '%1$s/secret': cannot be read"
                .formatted(fixture.source));
    assertThat(SourceFixture.tree(copy))
        .containsEntry("setup.py", "file")
        .containsEntry("secret", "-> " + fixture.source + "/secret")
        .containsEntry("large", "-> " + fixture.source + "/large")
        .containsEntry("private", "-> " + fixture.source + "/private")
        .hasSize(5);
    assertThat(fixture.shell(copy, user() + "cat secret 2>&1 || :").get(0))
        .contains("Permission denied");
  }

  @Test
  void a_source_that_is_read_only_can_be_built_in_its_copy() throws Exception {
    fixture.write("setup.py", "");
    fixture.write("pkg/__init__.py", "");
    fixture.write("pkg/large", "x".repeat(2_000_000));
    fixture.shell("git init -q; git add .; git commit -qm one; chmod -R a-w .");
    Path copy = fixture.home.resolve("app-1.0");
    assertThat(copy()).isEmpty();
    assertThat(fixture.shell(copy, "git -c safe.directory='*' status --porcelain")).isEmpty();
    fixture.shell(
        copy,
        user() + "sh -c 'echo x >>setup.py; echo x >>pkg/large; mkdir -p build pkg/egg-info'");
    assertThat(fixture.source.resolve("setup.py")).hasContent("");
  }

  @Test
  void directories_without_permissions_can_be_removed() throws Exception {
    fixture.write("setup.py", "");
    Path doomed = Files.createDirectories(fixture.source.resolveSibling("doomed"));
    fixture.shell(
        doomed,
        "mkdir -p a/b/c d/e f; touch a/b/c/x d/e/y f/z; ln -s ../setup.py a/link;"
            + " chmod 0 d/e; chmod 500 a/b/c a/b a; chmod 300 f; chmod 0 d");
    copy(doomed);
    assertThat(doomed).doesNotExist();
    assertThat(fixture.source.resolve("setup.py")).exists();
  }
}
