package org.dhvirtualenv.engine.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.FOREIGN;
import static org.dhvirtualenv.engine.testing.ElfObjectBuilder.needing;
import static org.dhvirtualenv.engine.testing.RelationScene.HERE;
import static org.dhvirtualenv.engine.testing.RelationScene.file;
import static org.dhvirtualenv.engine.testing.RelationScene.onSystem;

import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.KnownNeed.Kind;
import org.dhvirtualenv.engine.loader.Location;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.relation.Dependencies.Reason;
import org.dhvirtualenv.engine.testing.ElfObjectBuilder;
import org.dhvirtualenv.engine.testing.FakeMetadata;
import org.dhvirtualenv.engine.testing.RelationScene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Relations from made-up needs, and findings as {@link Problems} words them: no dpkg, no compiler,
 * no file.
 */
class RelationComputerTest {
  private static final TreeFile ZED = file("zed/_ext.so", "zed");
  private static final TreeFile YAK = file("yak/_ext.so", "yak");
  private static final TreeFile MODULE = file("pure/__init__.py", "pure");

  private final RelationScene scene = new RelationScene();
  private final FakeMetadata metadata =
      new FakeMetadata()
          .symbols("libz.so.1", "zlib1g #MINVER#", "deflate@Base 1:1.1", "zlibVersion@Z_2 1:1.2")
          .shlibs("liba.so.1", "liba1 (>= 2), liba-data")
          .owner("libz.so.1", "zlib1g:amd64");

  private static ElfObjectBuilder zlib() {
    return needing("libz.so.1").uses("zlibVersion", "Z_2", "libz.so.1");
  }

  /** {@link ObjectRelations}. */
  @Test
  void a_used_symbol_sets_the_version() {
    scene.object(ZED, zlib(), onSystem("libz.so.1"));
    Dependencies found = scene.compute(metadata);
    assertThat(found.relations())
        .containsOnlyKeys(Strength.DEPENDS)
        .containsEntry(Strength.DEPENDS, List.of(new Relation("zlib1g (>= 1:1.2)")));
    Reason reason = found.reasons().get(0);
    assertThat(reason.symbol()).contains("zlibVersion@Z_2");
    assertThat(reason.library()).hasToString("libz.so.1");
    assertThat(reason.files()).containsExactly(ZED.place());
    assertThat(scene.findings()).isEmpty();
  }

  /** {@link LibraryRelations}. */
  @Test
  void the_mere_presence_of_a_library_asks_for_its_oldest_symbol_or_its_shlibs() {
    scene.object(
        ZED, needing("libz.so.1", "liba.so.1"), onSystem("libz.so.1"), onSystem("liba.so.1"));
    assertThat(scene.relations(metadata, Strength.DEPENDS))
        .containsExactly("liba-data", "liba1 (>= 2)", "zlib1g (>= 1:1.1)");
    assertThat(scene.compute(metadata).reasons())
        .extracting(Reason::symbol)
        .containsOnly(Optional.empty());
  }

  @Test
  void what_is_in_the_package_needs_nothing() {
    scene.object(ZED, needing("libz.so.1"), HERE);
    assertThat(scene.relations(metadata, Strength.DEPENDS)).isEmpty();
    assertThat(scene.findings()).isEmpty();
  }

  /** {@link DependencyCollector}. */
  @Test
  void the_strongest_field_keeps_a_relation_that_several_need() {
    metadata.symbols("libc.so.6", "libc6 #MINVER#", "puts@C_1 2.2", "later@C_2 2.9");
    scene.object(
        ZED,
        needing("libc.so.6", "libz.so.1").uses("puts", "C_1", "libc.so.6"),
        onSystem("libc.so.6"),
        onSystem("libz.so.1"));
    scene.object(YAK, needing("libc.so.6").uses("puts", "C_1", "libc.so.6"), onSystem("libc.so.6"));
    scene.pattern("suggests", "zed");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libc6 (>= 2.2)");
    assertThat(scene.relations(metadata, Strength.SUGGESTS)).containsExactly("zlib1g (>= 1:1.1)");
  }

  @Test
  void a_weaker_field_may_ask_for_a_newer_version() {
    metadata.symbols("libc.so.6", "libc6 #MINVER#", "puts@C_1 2.2", "later@C_2 2.9");
    scene.object(
        ZED, needing("libc.so.6").uses("later", "C_2", "libc.so.6"), onSystem("libc.so.6"));
    scene.object(YAK, needing("libc.so.6").uses("puts", "C_1", "libc.so.6"), onSystem("libc.so.6"));
    scene.pattern("recommends", "zed");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libc6 (>= 2.2)");
    assertThat(scene.relations(metadata, Strength.RECOMMENDS)).containsExactly("libc6 (>= 2.9)");
  }

  @Test
  void missing_libraries_are_one_error_for_each_distribution_with_one_remedy() {
    metadata.supplier("libb.so.1", "libb1");
    scene.known("ewe", Kind.LOADS, "libd.so.1", Optional.of(Strength.SUGGESTS), "libd1t64 | libd1");
    Location nowhere = new Location.Nowhere();
    scene.object(ZED, needing("libb.so.1", "libc.so.1", "libd.so.1"), nowhere, nowhere, nowhere);
    scene.object(file("zed/a.so", "zed"), needing("libb.so.1"), nowhere);
    scene.object(file("zed/b.so", "zed"), needing("libb.so.1"), nowhere);
    scene.object(YAK, needing("libb.so.1", "liba.so.1"), nowhere, onSystem("liba.so.1"));
    assertThat(scene.relations(metadata, Strength.DEPENDS)).contains("liba1 (>= 2)");
    String remedy =
        " | add 'libb1, libd1t64 | libd1', and what has libc.so.1 ('apt-file search' names it), to"
            + " Build-Depends in debian/control; or if the application does without, put"
            + " 'dh_virtualenv_shlibdeps --ignore-library=libb.so.1 --ignore-library=libc.so.1"
            + " --ignore-library=libd.so.1' into debian/rules";
    String needs = " needs what is neither in the package nor on the build machine:";
    assertThat(scene.findings())
        .containsExactly(
            "ERROR | yak 1.0"
                + needs
                + "\n  library 'libb.so.1' of libb1, for '/v/yak/_ext.so'"
                + remedy,
            "ERROR | zed 1.0"
                + needs
                + "\n  library 'libb.so.1' of libb1, for '/v/zed/_ext.so' and 2 other files"
                + "\n  library 'libc.so.1', for '/v/zed/_ext.so'"
                + "\n  library 'libd.so.1' of libd1t64 | libd1, for '/v/zed/_ext.so'"
                + remedy);
    assertThat(metadata.suppliersAsked()).containsExactly("libb.so.1", "libc.so.1");
  }

  @Test
  void an_excused_library_and_what_an_ignored_file_misses_are_no_findings() {
    scene.object(ZED, needing("libb.so.1"), new Location.Nowhere()).ignoring("libb.so.1");
    scene.object(YAK, needing("libc.so.1"), new Location.Nowhere()).pattern("ignore", "yak");
    scene.compute(metadata);
    assertThat(scene.findings()).isEmpty();
    assertThat(metadata.suppliersAsked()).isEmpty();
  }

  @Test
  void too_new_a_symbol_version_is_one_finding_for_each_object_and_version() {
    scene.object(
        ZED,
        needing("libz.so.1")
            .uses("newer", "Z_9", "libz.so.1")
            .uses("newest", "Z_9", "libz.so.1")
            .uses("other", "Y_1", "libz.so.1"),
        onSystem("libz.so.1"));
    scene.object(YAK, needing("libz.so.1").version("Z_9", "libz.so.1"), onSystem("libz.so.1"));
    scene.compute(metadata);
    String hint =
        " | require a release whose wheel fits this suite, or build the distribution from source"
            + " with --extra-pip-arg=--no-binary=NAME";
    assertThat(scene.findings())
        .containsExactly(
            "ERROR | '/v/yak/_ext.so' of yak 1.0 needs Z_9 of 'libz.so.1' (for Z_9); the suite of"
                + " this build has Z_2"
                + hint,
            "ERROR | '/v/zed/_ext.so' of zed 1.0 needs Y_1 of 'libz.so.1' (for other); the suite"
                + " of this build has no such symbol version"
                + hint,
            "ERROR | '/v/zed/_ext.so' of zed 1.0 needs Z_9 of 'libz.so.1' (for newer); the suite"
                + " of this build has Z_2"
                + hint);
  }

  @Test
  void a_symbol_version_counts_as_a_symbol_if_it_does_for_dpkg() {
    metadata.symbols("libc.so.6", "libc6 #MINVER#", "puts@C_1 2.2", "C_5@C_5 2.36");
    scene.object(
        ZED,
        needing("libc.so.6").uses("puts", "C_1", "libc.so.6").version("C_5", "libc.so.6"),
        onSystem("libc.so.6"));
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libc6 (>= 2.2)");
    scene.countingSymbolVersions();
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libc6 (>= 2.36)");
  }

  @Test
  void a_symbol_with_its_own_template_adds_that() {
    metadata.symbols(
        "libg.so.1",
        List.of(),
        List.of("libg1 #MINVER#", "libg1 #MINVER#, libg-new (>= 7)"),
        "old@Base 1",
        "new@Base 3 1");
    scene.object(ZED, needing("libg.so.1").uses("new"), onSystem("libg.so.1"));
    assertThat(scene.relations(metadata, Strength.DEPENDS))
        .containsExactly("libg-new (>= 7)", "libg1 (>= 3)");
  }

  @Test
  void build_depends_raise_the_version_of_the_libraries_of_a_development_package() {
    metadata.symbols(
        "libacl.so.1", List.of("libacl1-dev"), List.of("libacl1 #MINVER#"), "acl@Base 2.2");
    scene.object(ZED, needing("libacl.so.1").uses("acl"), onSystem("libacl.so.1"));
    scene.buildDependency("libother-dev", "7");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libacl1 (>= 2.2)");
    scene.buildDependency("libacl1-dev", "2.3");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libacl1 (>= 2.3)");
    assertThat(scene.compute(metadata).reasons())
        .extracting(Reason::symbol)
        .containsExactly(Optional.of("Build-Depends: libacl1-dev"));
    scene.buildDependency("libacl1-dev", "2.1");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("libacl1 (>= 2.2)");
  }

  @Test
  void a_library_of_which_nothing_is_known_is_an_error() {
    metadata.owner("libq.so.3", "libq3:amd64").owner("libplugin.so", "libp");
    scene.object(
        ZED,
        needing("libq.so.3", "libr-2.1.so", "libplugin.so"),
        onSystem("libq.so.3"),
        onSystem("libr-2.1.so"),
        onSystem("libplugin.so"));
    scene.compute(metadata);
    assertThat(scene.findings())
        .containsExactly(
            "ERROR | '/v/zed/_ext.so' of zed 1.0 needs 'libr-2.1.so', but no package owns"
                + " '/usr/lib/libr-2.1.so' | install the library from a Debian package, or name the"
                + " package in debian/shlibs.local",
            "ERROR | '/v/zed/_ext.so' of zed 1.0 needs 'libq.so.3', but package libq3:amd64 has no"
                + " shlibs or symbols information for it | name the package in debian/shlibs.local:"
                + " 'libq 3 libq3'");
  }

  /** {@link TreeProblems}. */
  @Test
  void damaged_and_foreign_objects_and_malformed_notes_are_all_said_unless_ignored() {
    TreeFile both = file("both/_ext.so", "both");
    scene
        .damaged(ZED, "no sections")
        .damaged(both, "no sections")
        .foreign(both, FOREIGN)
        .object(YAK, needing().malformedNote("an entry names no library"));
    scene.compute(metadata);
    assertThat(scene.findings())
        .containsExactly(
            "ERROR | '/v/zed/_ext.so' of zed 1.0 is a damaged ELF object: no sections | install the"
                + " distribution again, or leave the file out: dh_virtualenv_shlibdeps"
                + " --ignore=PATH",
            "ERROR | '/v/both/_ext.so' of both 1.0 is for another machine: 32-bit LSB machine 3"
                + " where this build is for 64-bit LSB machine 62 | require a wheel for the"
                + " architecture of the build, or leave the file out: dh_virtualenv_shlibdeps"
                + " --ignore=PATH",
            "WARNING | '/v/yak/_ext.so' of yak 1.0 has a malformed .note.dlopen section: an entry"
                + " names no library | if it loads a library that the package needs, add the"
                + " relation to debian/control");
    RelationScene ignoring =
        new RelationScene()
            .damaged(ZED, "no sections")
            .foreign(both, FOREIGN)
            .object(YAK, needing().malformedNote("an entry names no library"))
            .object(both, needing())
            .pattern("ignore", "**/_ext.so");
    ignoring.compute(metadata);
    assertThat(ignoring.findings()).isEmpty();
  }

  @Test
  void a_program_for_another_machine_may_lie_beside_that_for_this_one() {
    TreeFile arm = file("both/linux-arm64/manager", "both");
    scene.foreign(arm, FOREIGN).object(arm, needing());
    scene.object(file("both/linux/manager", "both"), needing());
    scene.compute(metadata);
    assertThat(scene.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "both/linux/other, both", // another name
    "both/linux/more/manager, both", // not in a directory beside
    "both/linux/manager, else", // of another distribution
  })
  void nothing_else_makes_an_object_for_another_machine_right(String here, String owner) {
    TreeFile arm = file("both/linux-arm64/manager", "both");
    scene.foreign(arm, FOREIGN).object(arm, needing());
    scene.object(file(here, owner), needing());
    scene.compute(metadata);
    assertThat(scene.findings()).hasSize(1).first().asString().contains("is for another machine");
  }

  @Test
  void a_pattern_about_nothing_is_said() {
    scene.object(ZED, needing()).damaged(YAK, "bad").pattern("ignore", "yak");
    scene.loads(MODULE, Optional.empty(), HERE, "libz.so.1").pattern("suggests", "pure");
    scene.pattern("recommends", "pyscopg2");
    scene.compute(metadata);
    assertThat(scene.findings())
        .containsExactly(
            "WARNING | no machine code matches 'pyscopg2' | give a distribution's name, or a path"
                + " in the virtualenv that has a slash");
  }

  /** {@link RunTimeRelations}. */
  @Test
  void the_priority_of_a_note_is_its_strength_unless_that_of_the_file_is_weaker() {
    for (Priority priority : Priority.values()) {
      scene.loads(ZED, Optional.of(priority), onSystem("libz.so.1"), "libz.so.1");
    }
    scene.loads(YAK, Optional.of(Priority.REQUIRED), onSystem("liba.so.1"), "liba.so.1");
    scene.object(YAK, needing()).pattern("suggests", "yak");
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("zlib1g (>= 1:1.1)");
    assertThat(scene.compute(metadata).reasons())
        .extracting(Reason::strength)
        .containsExactly(
            Strength.DEPENDS,
            Strength.RECOMMENDS,
            Strength.SUGGESTS,
            Strength.SUGGESTS,
            Strength.SUGGESTS);
    assertThat(scene.relations(metadata, Strength.SUGGESTS))
        .containsExactly("liba-data", "liba1 (>= 2)");
    assertThat(scene.findings()).isEmpty();
  }

  @Test
  void a_literal_is_warned_about_added_or_passed_over() {
    scene.loads(MODULE, Optional.empty(), onSystem("libz.so.1"), "z");
    assertThat(scene.compute(metadata).reasons()).isEmpty();
    assertThat(scene.findings())
        .containsExactly(
            "WARNING | '/v/pure/__init__.py' loads 'libz.so.1' at run time: zlib1g:amd64 has it"
                + " | see --dlopen");
    scene.dlopen(DlopenAction.DEPENDS);
    assertThat(scene.relations(metadata, Strength.DEPENDS)).containsExactly("zlib1g (>= 1:1.1)");
    scene.dlopen(DlopenAction.RECOMMENDS);
    assertThat(scene.relations(metadata, Strength.RECOMMENDS)).containsExactly("zlib1g (>= 1:1.1)");
    scene.dlopen(DlopenAction.IGNORE);
    assertThat(scene.compute(metadata).reasons()).isEmpty();
    assertThat(scene.findings()).hasSize(1);
  }

  @Test
  void a_library_to_load_that_is_nowhere_is_only_warned_about() {
    scene.loads(
        ZED, Optional.of(Priority.REQUIRED), new Location.Nowhere(), "libno.so.2", "libno.so.1");
    scene.loads(YAK, Optional.of(Priority.REQUIRED), HERE, "libbundled.so.1");
    scene.compute(metadata);
    assertThat(scene.findings())
        .containsExactly(
            "WARNING | '/v/zed/_ext.so' loads 'libno.so.2' or 'libno.so.1' at run time, which no"
                + " package on this machine has | if it does not work without, add the package that"
                + " has it to Build-Depends");
  }

  @Test
  void what_an_ignored_file_loads_is_not_even_warned_about() {
    scene
        .loads(MODULE, Optional.empty(), onSystem("libz.so.1"), "libz.so.1")
        .loads(MODULE, Optional.empty(), new Location.Nowhere(), "libno.so.1")
        .loads(ZED, Optional.of(Priority.REQUIRED), onSystem("libz.so.1"), "libz.so.1")
        .loads(ZED, Optional.of(Priority.REQUIRED), new Location.Nowhere(), "libno.so.1")
        .pattern("ignore", "pure")
        .pattern("ignore", "**/_ext.so");
    assertThat(scene.compute(metadata).reasons()).isEmpty();
    assertThat(scene.findings()).isEmpty();
  }
}
