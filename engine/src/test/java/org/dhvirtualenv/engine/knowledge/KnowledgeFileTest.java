package org.dhvirtualenv.engine.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Release;
import org.dhvirtualenv.engine.model.Strength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeFileTest {
  @TempDir Path directory;

  private Knowledge read(String own) throws IOException {
    return KnowledgeFile.read(Files.writeString(directory.resolve("needs"), own));
  }

  @Test
  void the_shipped_file_has_evidence_for_each_fact_and_none_twice() {
    Knowledge shipped = KnowledgeFile.read(directory.resolve("nowhere"));
    assertThat(shipped.all()).extracting(KnownNeed::toString).doesNotHaveDuplicates();
    assertThat(shipped.all()).hasSizeGreaterThan(100);
    for (KnownNeed need : shipped.all()) {
      assertThat(need.evidence()).as("%s", need).hasSizeGreaterThan(3).isNotEqualTo("needs");
      assertThat(need.distribution()).isEqualTo(DistributionName.normalised(need.distribution()));
      assertThat(need.malformed()).as("%s", need).isEmpty();
      assertThat(need.relations().isEmpty()).as("%s", need).isEqualTo(need.strength().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "torch, libX11.so.6, libx11-6",
    "Python_Magic, libmagic.so.1, libmagic1t64 | libmagic1",
    "nvidia.cufile_cu12, libmlx5.so.1, ibverbs-providers",
    "nvidia-cufile-cu12, libcuda.so.1, libcuda1 | libcuda-13.0 | nvidia-tesla-libcuda1",
    "PyQt6-Qt6, libgstgl-1.0.so.0, libgstreamer-gl1.0-0",
    "'', libGL.so.1, libgl1",
  })
  void well_known_needs_are_known(String distribution, String soname, String relation) {
    Optional<Release> release =
        Optional.of(distribution)
            .filter(text -> !text.isEmpty())
            .map(name -> new Release(name, "1.0"));
    assertThat(
            KnowledgeFile.read(directory.resolve("nowhere"))
                .library(release, soname)
                .orElseThrow()
                .relations())
        .contains(new Relation(relation));
  }

  @Test
  void what_the_packager_says_comes_first() throws IOException {
    Knowledge knowledge =
        read(
            "# ours\nDistribution: Python_Magic\nLoads: libmagic.so.1\nStrength: ignore\n\n\n"
                + "Distribution: a b\nRuns: x y\nStrength: suggests\nPackage: xx,\n yy (>= 2)\n");
    assertThat(knowledge.of(new Release("python-magic", "1.0"))).hasSize(1);
    assertThat(knowledge.of(new Release("python-magic", "1.0")).get(0).strength()).isEmpty();
    assertThat(knowledge.of(new Release("b", "1.0")))
        .extracting(KnownNeed::name)
        .containsExactly("x", "y");
    KnownNeed need = knowledge.of(new Release("a", "1.0")).get(1);
    assertThat(need.strength()).contains(Strength.SUGGESTS);
    assertThat(need.relations()).containsExactly(new Relation("xx"), new Relation("yy (>= 2)"));
    assertThat(need.evidence()).isEqualTo("debian/python-virtualenv.needs");
  }

  @Test
  void what_is_needed_may_depend_on_the_version() throws IOException {
    String fact = "\nLoads: liba.so.1\nStrength: depends\nPackage: ";
    Knowledge knowledge =
        read(
            String.join(
                "\n\n",
                "Distribution: a" + fact + "aa\nVersions: >= 2",
                "Distribution: a" + fact + "ab\nVersions: >= 1, < 2",
                "Distribution: b" + fact + "ba",
                "Distribution: b" + fact + "bb",
                "Distribution: Python-Magic\nLoads: libmagic.so.1\nStrength: ignore\nVersions: < 1"));
    assertThat(packages(knowledge, "a", "2.0.1")).containsExactly("aa");
    assertThat(packages(knowledge, "a", "1.5")).containsExactly("ab");
    assertThat(packages(knowledge, "a", "0.9")).isEmpty();
    assertThat(packages(knowledge, "b", "3")).containsExactly("ba");
    assertThat(knowledge.of(new Release("python-magic", "0.4")).get(0).strength()).isEmpty();
    assertThat(packages(knowledge, "python-magic", "1.1"))
        .containsExactly("libmagic1t64 | libmagic1");
  }

  private static List<String> packages(Knowledge knowledge, String name, String version) {
    return knowledge.of(new Release(name, version)).stream()
        .flatMap(need -> need.relations().stream())
        .map(Relation::text)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'Distribution: *|Versions: < 2|Links: x|Strength: ignore', has Versions of all distributions",
    "'Distribution: a|Versions: 2|Runs: x|Strength: depends|Package: xx', malformed Versions '2'",
    "'Runs: x|Strength: depends|Package: xx', has no Distribution",
    "'Distribution: a|Strength: depends|Package: xx', 'has not one of Loads, Links, Runs and Reads'",
    "'Distribution: a|Runs: x|Loads: y|Strength: depends|Package: xx', has not one of",
    "'Distribution: a|Runs: x|Package: xx', has no Strength",
    "'Distribution: a|Runs: x|Strength: much|Package: xx', has the unknown Strength 'much'",
    "'Distribution: a|Runs: x|Strength: depends', has no Package",
    "'Distribution: a[|Runs: x|Strength: depends|Package: xx', has the malformed pattern 'a['",
    "'Distribution: a|Runs: x|Strength: depends|Package: X!', is not a relation",
  })
  void what_is_wrong_is_said(String paragraph, String problem) {
    assertThatThrownBy(() -> read(paragraph.replace('|', '\n')))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(problem);
  }
}
