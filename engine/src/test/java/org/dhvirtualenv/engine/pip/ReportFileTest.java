package org.dhvirtualenv.engine.pip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.pip.Resolved.Kind;
import org.dhvirtualenv.engine.pip.Resolved.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  private static final String METADATA =
      "\"metadata\": {\"name\": \"Alpha\", \"version\": \"1.0\", \"requires_dist\": [\"b>1\"]}";

  @TempDir Path directory;

  private Resolved read(String item) throws IOException {
    Path file = directory.resolve("report.json");
    Files.writeString(
        file, "{\"version\": \"1\", \"install\": [{" + METADATA + ", " + item + "}]}");
    List<Resolved> all = ReportFile.read(file);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private Origin origin(String info, boolean direct) throws IOException {
    return read("\"is_direct\": " + direct + ", \"download_info\": {" + info + "}").origin();
  }

  @Test
  void a_wheel_of_an_index_has_its_digest_in_the_old_form_and_in_the_new_one() throws IOException {
    for (String info :
        List.of(
            "{\"hash\": \"sha256=abc\"}", "{\"hashes\": {\"md5\": \"0\", \"sha256\": \"abc\"}}")) {
      Origin origin =
          origin("\"url\": \"https://h/Alpha-1.0.whl\", \"archive_info\": " + info, false);
      assertThat(origin)
          .isEqualTo(
              new Origin(
                  Kind.WHEEL,
                  "https://h/Alpha-1.0.whl",
                  Optional.of("abc"),
                  "Alpha @ https://h/Alpha-1.0.whl#sha256=abc",
                  Optional.empty()));
    }
    assertThat(
            origin("\"url\": \"https://h/a.whl\", \"archive_info\": {\"hash\": \"md5=0\"}", false))
        .extracting(Origin::sha256)
        .isEqualTo(Optional.empty());
  }

  @Test
  void a_repository_is_built_from_its_commit_and_keeps_its_url() throws IOException {
    Origin origin =
        origin(
            "\"url\": \"https://h/r\", \"subdirectory\": \"sub\", \"vcs_info\":"
                + " {\"vcs\": \"git\", \"requested_revision\": \"main\", \"commit_id\": \"c0\"}",
            true);
    assertThat(origin.kind()).isEqualTo(Kind.REPOSITORY);
    assertThat(origin.url()).isEqualTo("git+https://h/r@c0");
    assertThat(origin.source()).isEqualTo("git+https://h/r@c0#egg=Alpha&subdirectory=sub");
    assertThat(origin.direct())
        .hasValue(
            "{\"subdirectory\": \"sub\", \"url\": \"https://h/r\", \"vcs_info\": {\"commit_id\":"
                + " \"c0\", \"requested_revision\": \"main\", \"vcs\": \"git\"}}");
  }

  @Test
  void only_urls_that_mean_something_elsewhere_are_kept() throws IOException {
    String archive = "\"archive_info\": {\"hash\": \"sha256=a\"}";
    assertThat(origin("\"url\": \"https://h/a.tar.gz\", " + archive, true).direct())
        .hasValue("{\"archive_info\": {\"hash\": \"sha256=a\"}, \"url\": \"https://h/a.tar.gz\"}");
    assertThat(origin("\"url\": \"https://h/a.tar.gz\", " + archive, true).kind())
        .isEqualTo(Kind.SDIST);
    assertThat(origin("\"url\": \"file:///a.whl\", " + archive, true).direct()).isEmpty();
    Origin tree = origin("\"url\": \"file:///tree\", \"dir_info\": {\"editable\": true}", true);
    assertThat(tree.kind()).isEqualTo(Kind.DIRECTORY);
    assertThat(tree.direct()).isEmpty();
    assertThat(tree.source()).isEqualTo("file:///tree");
  }

  @Test
  void what_was_asked_for_is_known() throws IOException {
    String info = "\"download_info\": {\"url\": \"file:///a.whl\", \"archive_info\": {}}";
    Resolved asked = read("\"requested\": true, \"requested_extras\": [\"x\"], " + info);
    assertThat(asked.requested()).isTrue();
    assertThat(asked.extras()).containsExactly("x");
    assertThat(asked.requires()).containsExactly("b>1");
    assertThat(read(info).requested()).isFalse();
  }

  @Test
  void another_format_is_refused() throws IOException {
    Path file = Files.writeString(directory.resolve("report.json"), "{\"version\": \"2\"}");
    assertThatThrownBy(() -> ReportFile.read(file))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot be understood: 'install' is missing");
    Files.writeString(file, "");
    assertThatThrownBy(() -> ReportFile.read(file)).isInstanceOf(EngineException.class);
  }

  @Test
  void json_is_written_as_python_writes_it() {
    assertThat(
            PythonJson.of(
                JsonParser.parseString(
                    "{\"b\":[1,true,null],\"a\":{\"x\":\"\\\"\\\\\\n\\u00e9\\u007f/\"}}")))
        .isEqualTo("{\"a\": {\"x\": \"\\\"\\\\\\n\\u00e9\\u007f/\"}, \"b\": [1, true, null]}");
  }
}
