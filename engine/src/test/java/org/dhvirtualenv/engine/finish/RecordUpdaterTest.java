package org.dhvirtualenv.engine.finish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordUpdaterTest {
  @TempDir Path tree;
  private Virtualenv virtualenv;

  @BeforeEach
  void virtualenv() {
    Interpreter interpreter =
        new Interpreter(Path.of("/usr/bin/python3.11"), "3.11", "cpython-311", List.of());
    virtualenv = Virtualenv.atPlace(tree, InstallPath.of("/opt/venvs/app"), interpreter);
  }

  private Path write(String name, String content) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void changed_files_get_new_hashes_and_missing_ones_no_row() throws IOException {
    String info = "lib/python3.11/site-packages/x-1.dist-info/";
    Path tool = write("bin/tool", "#!/opt/venvs/app/bin/python3\n");
    write("lib/python3.11/site-packages/x.py", "pass\n");
    write("lib/python3.11/site-packages/__pycache__/x.cpython-311.pyc", "code");
    write(
        info + "RECORD",
        "x.py,sha256=old,5\n../../../bin/tool,sha256=old,99\nx-1.dist-info/RECORD,,\n"
            + "x-1.dist-info/direct_url.json,sha256=z,1\ngone.py,sha256=z,1\n");
    new RecordUpdater(virtualenv, tool::equals).update();
    assertThat(virtualenv.sitePackages().resolve("x-1.dist-info/RECORD"))
        .hasContent(
            "../../../bin/tool,"
                + hash("#!/opt/venvs/app/bin/python3\n")
                + ",29\n"
                + "__pycache__/x.cpython-311.pyc,,\n"
                + "x-1.dist-info/RECORD,,\n"
                + "x.py,sha256=old,5\n");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256=" + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
