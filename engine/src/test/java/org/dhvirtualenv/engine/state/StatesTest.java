package org.dhvirtualenv.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.state.VirtualenvState.Origin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatesTest {
  private static final InstallPath PLACE = InstallPath.of("/opt/venvs/app");

  @TempDir Path directory;
  private States states;

  @BeforeEach
  void states() {
    states = new States(directory.resolve("sub/dh_virtualenv.json"), directory.resolve("tools"));
  }

  private static VirtualenvState state(InstallPath place) {
    return new VirtualenvState(
        place,
        false,
        Optional.of("pip-23.0.1.dist-info"),
        List.of("**/a b,\u00e4", "x\"y"),
        new Leniency(Set.of("six", "app"), true),
        List.of(
            new Origin("six", "1.16.0", false, "https://host/six.whl", Optional.of("ab")),
            new Origin("app", "1", true, "file:///build/app", Optional.empty())));
  }

  @Test
  void a_state_is_remembered_until_it_is_taken() throws IOException {
    assertThat(states.all()).isEmpty();
    Path file = Files.createFile(directory.resolve("f"));
    states.put(state(PLACE), Manifest.of(directory, List.of(file)));
    states.put(state(InstallPath.of("/opt/venvs/b")), Manifest.empty(directory));
    assertThat(states.all()).hasSize(2);
    assertThat(states.manifest(PLACE, directory).untouched(file)).isTrue();
    assertThat(states.take(PLACE)).contains(state(PLACE));
    assertThat(states.take(PLACE)).isEmpty();
    assertThat(states.all()).extracting(VirtualenvState::place).hasToString("[/opt/venvs/b]");
  }

  @Test
  void what_is_added_keeps_what_was_known() throws IOException {
    Path first = Files.createFile(directory.resolve("first"));
    Path second = Files.createFile(directory.resolve("second"));
    states.put(state(PLACE), Manifest.of(directory, List.of(first)));
    VirtualenvState earlier = states.take(PLACE).orElseThrow();
    VirtualenvState added =
        new VirtualenvState(
            PLACE,
            true,
            Optional.empty(),
            List.of("c", "x\"y"),
            new Leniency(Set.of("seven"), false),
            List.of(new Origin("seven", "1", false, "", Optional.empty())));
    states.add(earlier, added, Manifest.of(directory, List.of(second)));
    VirtualenvState both = states.take(PLACE).orElseThrow();
    assertThat(both.finished()).isTrue();
    assertThat(both.lent()).isEqualTo(earlier.lent());
    assertThat(both.allowedBuildPaths()).containsExactly("**/a b,\u00e4", "x\"y", "c");
    assertThat(both.leniency().excuses("app")).isTrue();
    assertThat(both.leniency().excuses("seven")).isTrue();
    assertThat(both.distributions())
        .extracting(Origin::name)
        .containsExactly("six", "app", "seven");
    assertThat(states.manifest(PLACE, directory).untouched(first)).isTrue();
    assertThat(states.manifest(PLACE, directory).untouched(second)).isTrue();
  }

  @Test
  void what_was_lent_and_is_installed_now_is_lent_no_more() {
    Origin pip = new Origin("pip-23.0.1.dist-info", "1", false, "", Optional.empty());
    VirtualenvState added =
        new VirtualenvState(PLACE, false, Optional.empty(), List.of(), Leniency.NONE, List.of(pip));
    assertThat(state(PLACE).and(added).lent()).isEmpty();
  }

  @Test
  void a_file_of_an_earlier_version_excuses_nothing() throws IOException {
    states.put(state(PLACE), Manifest.empty(directory));
    Path file = directory.resolve("sub/dh_virtualenv.json");
    String text = Files.readString(file);
    String older =
        text.replaceAll("(?s)\"allowed-inconsistent\": \\[.*?\\],\\s*", "")
            .replaceAll("\"warns-of-inconsistent\": true,\\s*", "");
    assertThat(older).doesNotContain("inconsistent").isNotEqualTo(text);
    Files.writeString(file, older);
    assertThat(states.all()).extracting(VirtualenvState::leniency).containsOnly(Leniency.NONE);
  }

  @Test
  void a_damaged_file_is_named() throws IOException {
    for (String content : new String[] {"{", "[1]", "[{}]", "", "{\"a\": 1}"}) {
      Files.createDirectories(directory.resolve("sub"));
      Files.writeString(directory.resolve("sub/dh_virtualenv.json"), content);
      assertThatThrownBy(() -> states.all())
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("dh_virtualenv.json' is damaged");
    }
  }

  @Test
  void what_was_touched_is_not_remembered() throws IOException {
    Path same = Files.writeString(directory.resolve("same"), "1");
    Path edited = Files.writeString(directory.resolve("edited"), "1");
    Path touched = Files.writeString(directory.resolve("touched\nin two lines"), "1");
    Path replaced = Files.writeString(directory.resolve("replaced"), "1");
    Path gone = Files.writeString(directory.resolve("gone"), "1");
    Manifest.of(directory, List.of(same, edited, touched, replaced, gone, directory.resolve("no")))
        .write(directory.resolve("m"));
    FileTime time = Files.getLastModifiedTime(replaced);
    Files.writeString(edited, "12");
    Files.setLastModifiedTime(touched, FileTime.fromMillis(1));
    Path other = Files.writeString(directory.resolve("other"), "2");
    Files.setLastModifiedTime(other, time);
    Files.move(other, replaced, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.delete(gone);
    Manifest manifest = Manifest.read(directory.resolve("m"), directory);
    assertThat(manifest.files()).hasSize(5);
    assertThat(manifest.untouched(same)).isTrue();
    for (Path file : List.of(edited, touched, replaced, gone, directory.resolve("unknown"))) {
      assertThat(manifest.untouched(file)).as(file.toString()).isFalse();
    }
    assertThat(Manifest.read(directory.resolve("no manifest"), directory).untouched(same))
        .isFalse();
  }

  @Test
  void two_manifests_remember_what_either_does_and_nobody_has_touched() throws IOException {
    Path first = Files.writeString(directory.resolve("first"), "1");
    Path edited = Files.writeString(directory.resolve("edited"), "1");
    Manifest earlier = Manifest.of(directory, List.of(first, edited));
    Files.writeString(edited, "12");
    Path second = Files.writeString(directory.resolve("second"), "2");
    Manifest both = Manifest.of(directory, List.of(second)).and(earlier);
    assertThat(both.files()).containsExactlyInAnyOrder(first, second);
    assertThat(both.untouched(first)).isTrue();
    assertThat(both.untouched(second)).isTrue();
    assertThat(both.untouched(edited)).isFalse();
  }
}
