package org.dhvirtualenv.engine.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Relation;
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
    assertThat(shipped.all()).hasSameSizeAs(KnowledgeFile.shipped());
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
    Optional<String> name = Optional.of(distribution).filter(text -> !text.isEmpty());
    assertThat(
            KnowledgeFile.read(directory.resolve("nowhere"))
                .library(name, soname)
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
    assertThat(knowledge.of("python-magic")).hasSize(1);
    assertThat(knowledge.of("python-magic").get(0).strength()).isEmpty();
    assertThat(knowledge.of("b")).extracting(KnownNeed::name).containsExactly("x", "y");
    KnownNeed need = knowledge.of("a").get(1);
    assertThat(need.strength()).contains(Strength.SUGGESTS);
    assertThat(need.relations()).containsExactly(new Relation("xx"), new Relation("yy (>= 2)"));
    assertThat(need.evidence()).isEqualTo("debian/python-virtualenv.needs");
  }

  @ParameterizedTest
  @CsvSource({
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
