package org.dhvirtualenv.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.files.Trees;

/** Compares every RECORD of a tree with what is there. */
final class RecordAudit {
  private RecordAudit() {}

  static void check(TestTree tree) throws IOException {
    Set<Path> owned = new HashSet<>();
    for (Distribution distribution : InstalledDistributions.in(tree.scheme.tree()).all()) {
      assertThat(distribution.records()).as(distribution.toString()).isNotEmpty();
      for (RecordRow row : distribution.records()) {
        Path file = distribution.file(row);
        owned.add(file);
        assertThat(file).exists();
        if (!row.hash().isEmpty()) {
          RecordRow real = RecordedHash.row(row.path(), Files.readAllBytes(file));
          assertThat(row).isEqualTo(real);
        }
      }
    }
    for (Path file : Trees.regularFiles(tree.scheme.tree())) {
      if (!tree.scheme.essential(file)) {
        assertThat(owned).as("rows of RECORD").contains(file);
      }
    }
  }
}
