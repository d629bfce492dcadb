package org.dhvirtualenv.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.relation.Dependencies;
import org.dhvirtualenv.engine.relation.Dependencies.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path directory;

  private static Dependencies dependencies() {
    return new Dependencies(
        new TreeMap<>(
            Map.of(
                Strength.DEPENDS,
                List.of(new Relation("liba1"), new Relation("libc6 (>= 2.36)")),
                Strength.SUGGESTS,
                List.of())),
        List.of(
            reason("liba1", "liba.so.1", Optional.empty(), "/v/a", "/v/b", "/v/c", "/v/d", "/v/e"),
            reason("libc6 (>= 2.36)", "libc.so.6", Optional.of("a\"b@C_1"), "/v/a")));
  }

  private static Reason reason(
      String relation, String soname, Optional<String> symbol, String... files) {
    return new Reason(
        Strength.DEPENDS,
        new Relation(relation),
        new Soname(soname),
        symbol,
        Optional.empty(),
        new TreeSet<>(Stream.of(files).map(InstallPath::of).toList()));
  }

  @Test
  void the_table_names_some_of_the_files() {
    assertThat(new Explanation(dependencies()).table())
        .containsExactly(
            "Depends    liba1 <- liba.so.1",
            "             /v/a",
            "             /v/b",
            "             /v/c",
            "             and 2 more",
            "Depends    libc6 (>= 2.36) <- libc.so.6 (a\"b@C_1)",
            "             /v/a");
  }

  @Test
  void the_json_has_everything() throws IOException {
    Path file = directory.resolve("x.json");
    new Explanation(dependencies()).write(file);
    JsonArray reasons = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
    JsonObject first = reasons.get(0).getAsJsonObject();
    assertThat(first.get("symbol").isJsonNull()).isTrue();
    assertThat(first.get("files").getAsJsonArray()).hasSize(5);
    JsonObject second = reasons.get(1).getAsJsonObject();
    assertThat(second.get("field").getAsString()).isEqualTo("Depends");
    assertThat(second.get("relation").getAsString()).isEqualTo("libc6 (>= 2.36)");
    assertThat(second.get("library").getAsString()).isEqualTo("libc.so.6");
    assertThat(second.get("symbol").getAsString()).isEqualTo("a\"b@C_1");
    assertThatThrownBy(() -> new Explanation(dependencies()).write(directory.resolve("no/x.json")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("/no/x.json");
  }

  @Test
  void the_result_of_a_package_replaces_its_earlier_one() {
    Path file = directory.resolve("result");
    new ResultFile(file).add(Map.of("Package", "app", "Depends", "old"));
    new ResultFile(file).add(Map.of("Package", "other", "Depends", "x"));
    DependencyResult.write(file, new PackageName("app"), dependencies());
    assertThat(file)
        .hasContent(
            "Depends: x\nPackage: other\n\nDepends: liba1, libc6 (>= 2.36)\nPackage: app\n");
  }

  @Test
  void result_files_are_whole_and_sorted() throws IOException {
    Path file = directory.resolve("sub/result");
    new ResultFile(file).add(Map.of("Virtualenv", "/a", "Depends", "x", "Empty", ""));
    new ResultFile(file).add(Map.of("Virtualenv", "/b: c"));
    assertThat(file).hasContent("Depends: x\nVirtualenv: /a\n\nVirtualenv: /b: c\n");
    assertThat(new ResultFile(file).remove("Virtualenv", "/b: c")).isTrue();
    assertThat(new ResultFile(file).remove("Virtualenv", "/c")).isFalse();
    assertThat(file).hasContent("Depends: x\nVirtualenv: /a\n");
    try (Stream<Path> beside = Files.list(file.getParent())) {
      assertThat(beside.toList()).containsExactly(file);
    }
  }
}
