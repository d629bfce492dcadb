package org.dhvirtualenv.engine.dpkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.relation.LibrarySymbols;
import org.dhvirtualenv.engine.relation.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** deb-symbols(5) and deb-shlibs(5). */
class SymbolsFileTest {
  @TempDir Path directory;

  private LibrarySymbols symbols(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("symbols"), text);
    return new SymbolsFile(file).library(new Soname("liba.so.1")).orElseThrow();
  }

  @Test
  void symbols_belong_to_the_library_above_them() throws IOException {
    LibrarySymbols symbols =
        symbols("liba.so.1 liba1 #MINVER#\n\n\ta@Base 2\n a@V_1.10 3\nlibb.so.1 b\n c@V_1.20 9\n");
    assertThat(symbols.symbol("a@Base").orElseThrow().minimalVersion())
        .isEqualTo(new DebianVersion("2"));
    assertThat(symbols.symbol("c@V_1.20")).isEmpty();
    assertThat(symbols.smallestVersion()).contains(new DebianVersion("2"));
    assertThat(symbols.newestLike("V_1.30")).contains("V_1.10");
    assertThat(symbols.newestLike("W_1")).isEmpty();
  }

  @Test
  void a_library_without_symbols_has_no_smallest_version() throws IOException {
    assertThat(symbols("liba.so.1 liba1\n").smallestVersion()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "'* Build-Depends-Package: liba-dev\n'!liba-dev",
        "'* Build-Depends-Packages: liba-dev, libx-dev\n'!liba-dev libx-dev",
        "'* Build-Depends-Package: liba-dev\n* Build-Depends-Packages: libx-dev\n'!libx-dev",
        "'* Allow-Internal-Symbol-Groups: x\n'!''",
      })
  void development_packages_are_named_in_one_of_two_fields(String fields, String expected)
      throws IOException {
    assertThat(String.join(" ", symbols("liba.so.1 liba1\n" + fields).developmentPackages()))
        .isEqualTo(expected);
  }

  @Test
  void a_symbols_file_that_cannot_be_read_is_named() {
    assertThatThrownBy(() -> new SymbolsFile(directory.resolve("none")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(directory + "/none");
  }

  @Test
  void a_shlibs_file_has_lines_for_both_forms_of_a_name() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("shlibs"),
            "# liba 1 comment\nliba 1 liba1 (>= 2), liba-data\nlibdb 5.3 libdb5.3\nlibnone 1\n");
    ShlibsFile shlibs = new ShlibsFile(file);
    assertThat(shlibs.relations(new Soname("liba.so.1")))
        .contains(List.of(new Template("liba1 (>= 2)"), new Template("liba-data")));
    assertThat(shlibs.relations(new Soname("libdb-5.3.so")))
        .contains(List.of(new Template("libdb5.3")));
    assertThat(shlibs.relations(new Soname("libnone.so.1"))).isEqualTo(Optional.of(List.of()));
    assertThat(shlibs.relations(new Soname("liba.so.2"))).isEmpty();
    assertThat(shlibs.relations(new Soname("plugin.so"))).isEmpty();
    assertThat(new ShlibsFile(directory.resolve("none")).relations(new Soname("liba.so.1")))
        .isEmpty();
  }
}
