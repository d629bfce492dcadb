package org.dhvirtualenv.engine.elf.libelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dhvirtualenv.engine.elf.DlopenNote;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DlopenMetadataTest {
  private List<DlopenNote> notes = new ArrayList<>();
  private List<String> malformed = new ArrayList<>();

  @BeforeEach
  void forget() {
    notes = new ArrayList<>();
    malformed = new ArrayList<>();
  }

  private void parse(String text) {
    DlopenMetadata.parse(text, notes, malformed);
  }

  @Test
  void entries_have_alternatives_and_a_priority() {
    parse(
        "[{\"soname\":[\"liba.so.2\",\"liba.so.1\"],\"priority\":\"required\"},"
            + "{\"feature\":\"b\",\"soname\":[\"libb.so.1\"],\"other\":{\"x\":[1,null]}}]\0\0");
    assertThat(notes)
        .containsExactly(
            new DlopenNote(List.of("liba.so.2", "liba.so.1"), Priority.REQUIRED),
            new DlopenNote(List.of("libb.so.1"), Priority.RECOMMENDED));
    assertThat(malformed).isEmpty();
  }

  @Test
  void braces_and_quotes_in_a_description_are_text() {
    parse(
        "[{\"description\":\"the {name} of \\\"it\\\" ]\",\"soname\":[\"liba.so.1\"],"
            + "\"priority\":\"required\"}]");
    assertThat(notes).containsExactly(new DlopenNote(List.of("liba.so.1"), Priority.REQUIRED));
    assertThat(malformed).isEmpty();
  }

  @Test
  void a_malformed_entry_leaves_the_others() {
    parse(
        "[{\"soname\":[]},{\"soname\":[\"liba.so.1\"],\"priority\":\"urgent\"},"
            + "{\"soname\":[\"libb.so.1\"],\"priority\":\"suggested\"}]");
    assertThat(notes).containsExactly(new DlopenNote(List.of("libb.so.1"), Priority.SUGGESTED));
    assertThat(malformed)
        .containsExactly("an entry names no library", "the priority of 'liba.so.1' is 'urgent'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "''",
        "{}",
        "[{\"soname\":\"liba.so.1\"}]",
        "[{\"soname\":[\"liba.so.1\"]",
        "[{soname:[\"liba.so.1\"]}]",
        "[1]",
        "[] []",
        "nonsense"
      })
  void what_is_no_such_list_is_said_and_nothing_else_happens(String text) {
    parse(text);
    assertThat(notes).isEmpty();
    assertThat(malformed).hasSize(1);
    assertThat(malformed.get(0)).isNotBlank().doesNotContain("\n");
  }
}
