package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsFileTest {
  @TempDir Path directory;

  private PipArguments write(String text) throws IOException {
    Files.writeString(directory.resolve("requirements.txt"), text);
    return PipArguments.of(List.of("-rrequirements.txt"), directory);
  }

  @Test
  void files_are_followed_and_options_kept() throws IOException {
    Files.createDirectory(directory.resolve("sub"));
    Files.writeString(
        directory.resolve("sub/more.txt"),
        "-f wheels\n-r ../requirements.txt\n-rhttps://h/remote.txt\nbeta==1 --hash=sha256:0\n");
    List<RequirementsFile> files =
        RequirementsFile.of(
            write(
                "# comment\nalpha \\\n  ==1 # why\n--extra-index-url=https://u:p@h/simple\n"
                    + "-e ./tree\n--requirement sub/more.txt\n-c=missing.txt\n--pre\n"),
            directory);
    assertThat(files)
        .extracting(file -> directory.relativize(file.path()).toString())
        .containsExactly("requirements.txt", "sub/more.txt");
    assertThat(files.get(0).lines()).startsWith("alpha    ==1");
    assertThat(files.get(0).options().forInstall()).containsExactly("--pre");
    assertThat(files.get(0).options().variables())
        .isEqualTo(Map.of("PIP_EXTRA_INDEX_URL", "https://u:p@h/simple"));
    assertThat(files.get(1).options().forInstall())
        .containsExactly("--find-links=" + directory.resolve("sub/wheels"));
  }

  @Test
  void what_pip_will_refuse_is_left_to_pip() throws IOException {
    PipArguments arguments = write("--no-such-option\n");
    assertThat(RequirementsFile.of(arguments, directory).get(0).options().forInstall()).isEmpty();
    assertThat(RequirementsFile.of(PipArguments.of(List.of("-rmissing.txt"), directory), directory))
        .isEmpty();
  }

  @Test
  void credentials_stand_in_variables() {
    Credentials credentials = new Credentials(Set.of("index:80"));
    credentials.learn("x @ git+https://user:p%40ss@Host/r@main");
    credentials.learn("y @ https://${TOKEN}@token/y.whl");
    String host = "${DH_PIP_AUTH_686F7374}";
    assertThat(credentials.refer("git+https://host/r@c0#egg=x"))
        .isEqualTo("git+https://" + host + "host/r@c0#egg=x");
    assertThat(credentials.refer("x @ https://HOST/x.whl"))
        .isEqualTo("x @ https://" + host + "HOST/x.whl");
    assertThat(credentials.refer("y @ https://token/y.whl"))
        .isEqualTo("y @ https://${TOKEN}@token/y.whl");
    assertThat(credentials.refer("z @ http://index:80/z.whl"))
        .isEqualTo("z @ http://${DH_PIP_AUTH_696E6465783A3830}index:80/z.whl");
    for (String other :
        List.of("https://other/x", "file:///host/x", "git+ssh://git@host/r", "https://a@host/x")) {
      assertThat(credentials.refer(other)).isEqualTo(other);
    }
    assertThat(credentials.variables()).isEqualTo(Map.of("DH_PIP_AUTH_686F7374", "user:p%40ss@"));
  }
}
