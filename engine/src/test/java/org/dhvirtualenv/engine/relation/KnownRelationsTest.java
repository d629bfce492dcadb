package org.dhvirtualenv.engine.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.needing;
import static org.dhvirtualenv.engine.testing.RelationScene.HERE;
import static org.dhvirtualenv.engine.testing.RelationScene.file;
import static org.dhvirtualenv.engine.testing.RelationScene.onSystem;

import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.KnownNeed.Kind;
import org.dhvirtualenv.engine.loader.Location;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.relation.Dependencies.Reason;
import org.dhvirtualenv.engine.testing.FakeMetadata;
import org.dhvirtualenv.engine.testing.RelationScene;
import org.junit.jupiter.api.Test;

/** Relations from what is known of distributions, beside those from needs. */
class KnownRelationsTest {
  private static final TreeFile ZED = file("zed/_ext.so", "zed");
  private static final TreeFile MODULE = file("zed/load.py", "zed");
  private static final Location NOWHERE = new Location.Nowhere();
  private static final Optional<Strength> DEPENDS = Optional.of(Strength.DEPENDS);
  private static final Optional<Strength> SUGGESTS = Optional.of(Strength.SUGGESTS);
  private static final Optional<Strength> IGNORE = Optional.empty();

  private final RelationScene scene = new RelationScene();
  private final FakeMetadata metadata = new FakeMetadata().shlibs("liba.so.1", "liba1 (>= 2)");

  @Test
  void a_missing_library_that_is_known_is_no_error() {
    scene.known("*", Kind.LINKS, "liba.so.1", DEPENDS, "liba1t64 | liba1");
    scene.known("zed", Kind.LINKS, "libb.so.*", SUGGESTS, "libb1");
    scene.known("zed", Kind.LINKS, "libc.so.1", IGNORE);
    scene.object(ZED, needing("liba.so.1", "libb.so.1", "libc.so.1"), NOWHERE, NOWHERE, NOWHERE);
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("liba1t64 | liba1");
    assertThat(scene.relations(metadata, Strength.SUGGESTS)).containsExactly("libb1");
    assertThat(scene.findings()).isEmpty();
    assertThat(scene.compute(metadata).reasons())
        .extracting(Reason::evidence)
        .containsOnly(Optional.of("somewhere"));
  }

  @Test
  void what_is_known_of_one_distribution_excuses_no_other() {
    scene.known("yak", Kind.LINKS, "liba.so.1", DEPENDS, "liba1");
    scene.object(ZED, needing("liba.so.1"), NOWHERE);
    assertThat(scene.findings()).isEmpty();
    scene.compute(metadata);
    assertThat(scene.findings()).hasSize(1);
    assertThat(scene.findings().get(0)).contains("library 'liba.so.1' of liba1");
  }

  @Test
  void an_optional_file_may_miss_libraries_and_what_it_needs_is_suggested() {
    scene.known("yak", Kind.LINKS, "libb.so.1", DEPENDS, "libb1");
    scene.pattern("optional", "zed/_ext.so");
    scene.object(
        ZED,
        needing("liba.so.1", "libb.so.1", "libc.so.1"),
        onSystem("liba.so.1"),
        NOWHERE,
        NOWHERE);
    assertThat(scene.relations(metadata, Strength.DEPENDS)).isEmpty();
    assertThat(scene.relations(metadata, Strength.SUGGESTS))
        .containsExactly("liba1 (>= 2)", "libb1");
    assertThat(scene.findings()).hasSize(1);
    assertThat(scene.findings().get(0))
        .startsWith("NOTE | '/v/zed/_ext.so' of zed 1.0 is optional and needs library 'libc.so.1'");
    scene.object(file("zed/other.so", "zed"), needing("libb.so.1"), NOWHERE).compute(metadata);
    assertThat(scene.findings().get(0)).startsWith("ERROR").contains("'/v/zed/other.so'");
  }

  @Test
  void the_strength_is_the_same_whether_the_library_is_on_the_build_machine_or_not() {
    scene.known("zed", Kind.LINKS, "liba.so.1", SUGGESTS, "liba1");
    scene.object(ZED, needing("liba.so.1"), onSystem("liba.so.1"));
    assertThat(scene.relations(metadata, Strength.DEPENDS)).isEmpty();
    assertThat(scene.relations(metadata, Strength.SUGGESTS)).containsExactly("liba1 (>= 2)");
  }

  @Test
  void a_library_that_may_be_missing_is_no_relation_where_it_is_not() {
    scene.known("zed", Kind.LINKS, "liba.so.1", IGNORE);
    scene.object(ZED, needing("liba.so.1"), onSystem("liba.so.1"));
    assertThat(scene.compute(metadata).reasons()).isEmpty();
  }

  @Test
  void what_a_distribution_loads_runs_and_reads_is_there_with_it() {
    scene.known("zed", Kind.LOADS, "libmagic.so.1", DEPENDS, "libmagic1");
    scene.known("zed", Kind.RUNS, "git", Optional.of(Strength.RECOMMENDS), "git");
    scene.known("z*", Kind.READS, "/etc/x", SUGGESTS, "xx");
    scene.known("zed", Kind.LINKS, "libgl.so.1", DEPENDS, "libgl1");
    scene.known("yak", Kind.RUNS, "hg", DEPENDS, "mercurial");
    scene.distribution("Zed");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libmagic1");
    assertThat(scene.relations(metadata, Strength.RECOMMENDS)).containsExactly("git");
    assertThat(scene.relations(metadata, Strength.SUGGESTS)).containsExactly("xx");
  }

  @Test
  void what_a_distribution_declares_is_known_or_a_package_or_noted() {
    metadata.available("git").available("libxml2").available("ffmpeg");
    scene.known("yak", Kind.LOADS, "libmagic.so.1", SUGGESTS, "libmagic1");
    scene.known("yak", Kind.RUNS, "tesseract", SUGGESTS, "tesseract-ocr");
    scene.distribution("Zed-x").distribution("wee");
    scene.pattern("recommends", "wee");
    for (String text : List.of("git", "libxml2 (>2)", "libmagic", "dep:generic/tesseract@5")) {
      scene.external("zed_X", Strength.DEPENDS, text);
    }
    scene.external("zed_X", Strength.SUGGESTS, "pkg:deb/debian/ffmpeg");
    scene.external("wee", Strength.DEPENDS, "ffmpeg>=4");
    scene.external("absent", Strength.DEPENDS, "gone");
    assertThat(scene.relations(metadata, Strength.DEPENDS))
        .containsExactly("git", "libmagic1", "libxml2", "tesseract-ocr");
    assertThat(scene.relations(metadata, Strength.RECOMMENDS)).containsExactly("ffmpeg");
    assertThat(scene.relations(metadata, Strength.SUGGESTS)).isEmpty();
    assertThat(scene.findings()).isEmpty();
    for (String text : List.of("C", "git; os_name == 'nt'", "dep:pypi/git", "a compiler", "gone")) {
      scene.external("wee", Strength.DEPENDS, text);
    }
    scene.compute(metadata);
    assertThat(scene.findings())
        .hasSize(5)
        .contains(
            "NOTE | somewhere asks for 'C', which is neither the name of a Debian package nor known"
                + " otherwise | ");
  }

  @Test
  void the_packager_makes_it_weaker_or_ignores_it() {
    scene.known("zed", Kind.RUNS, "git", DEPENDS, "git");
    scene.known("yak", Kind.RUNS, "hg", DEPENDS, "mercurial");
    scene.distribution("zed").distribution("yak");
    scene.pattern("suggests", "zed").pattern("ignore", "yak");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).isEmpty();
    assertThat(scene.relations(metadata, Strength.SUGGESTS)).containsExactly("git");
  }

  @Test
  void a_library_that_the_package_brings_is_not_asked_for() {
    scene.known("zed", Kind.LOADS, "libmagic.so.1", DEPENDS, "libmagic1");
    scene.distribution("zed");
    scene.object(file("zed/libmagic.so.1", "zed"), needing());
    assertThat(scene.compute(metadata).reasons()).isEmpty();
  }

  @Test
  void a_literal_for_what_the_interpreter_needs_is_not_warned_about() {
    scene.loads(MODULE, Optional.empty(), onSystem("libc.so.6"), "libc.so.6");
    assertThat(scene.compute(metadata).reasons()).isEmpty();
    assertThat(scene.findings()).isEmpty();
  }

  @Test
  void one_of_several_packages_is_enough() {
    scene.known("zed", Kind.LOADS, "libb.so.1", DEPENDS, "liba1t64 | liba1");
    scene.distribution("zed");
    scene.object(ZED, needing("liba.so.1"), onSystem("liba.so.1"));
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("liba1 (>= 2)");
  }

  @Test
  void a_literal_of_which_something_is_known_is_not_warned_about() {
    scene.known("zed", Kind.LOADS, "libmagic.so.1", DEPENDS, "libmagic1");
    scene.distribution("zed");
    scene.loads(MODULE, Optional.empty(), NOWHERE, "magic");
    scene.loads(MODULE, Optional.empty(), NOWHERE, "libmagic.so.1");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libmagic1");
    assertThat(scene.findings()).isEmpty();
    scene.loads(MODULE, Optional.empty(), NOWHERE, "other").compute(metadata);
    assertThat(scene.findings()).hasSize(1);
    assertThat(scene.findings().get(0)).contains("'other'");
  }

  @Test
  void several_loads_of_one_library_are_one_warning() {
    for (String path : List.of("zed/c.py", "zed/a.py", "zed/b.py")) {
      scene.loads(file(path, "zed"), Optional.empty(), NOWHERE, "gone");
      scene.loads(file(path, "zed"), Optional.empty(), onSystem("liba.so.1"), "liba.so.1");
    }
    scene.loads(MODULE, Optional.empty(), NOWHERE, "other").compute(metadata);
    assertThat(scene.findings()).hasSize(3);
    assertThat(String.join("\n", scene.findings()))
        .contains("'/v/zed/a.py' and 2 other files load 'gone' at run time, which no")
        .contains("'/v/zed/a.py' and 2 other files load 'liba.so.1' at run time: no package has it")
        .contains("'/v/zed/load.py' loads 'other' at run time");
  }

  @Test
  void a_literal_for_a_library_whose_package_comes_anyway_is_not_warned_about() {
    metadata.owner("liba.so.1", "liba1:amd64");
    scene.loads(MODULE, Optional.empty(), onSystem("liba.so.1"), "liba.so.1");
    scene.known("yak", Kind.RUNS, "a", DEPENDS, "liba1t64 | liba1").distribution("yak");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("liba1t64 | liba1");
    assertThat(scene.findings()).isEmpty();
  }

  @Test
  void a_literal_for_what_is_depended_on_already_is_not_warned_about() {
    scene.object(ZED, needing("liba.so.1"), onSystem("liba.so.1"));
    scene.loads(MODULE, Optional.empty(), onSystem("liba.so.1"), "liba.so.1");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("liba1 (>= 2)");
    assertThat(scene.findings()).isEmpty();
    scene.object(file("zed/b.so", "zed"), needing("libz.so.1"), HERE);
    assertThat(scene.findings()).isEmpty();
  }
}
