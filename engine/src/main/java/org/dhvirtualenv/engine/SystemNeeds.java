package org.dhvirtualenv.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.inventory.InventoryReader;
import org.dhvirtualenv.engine.knowledge.Knowledge;
import org.dhvirtualenv.engine.knowledge.KnowledgeFile;
import org.dhvirtualenv.engine.python.ExternalTable;

/** Tells whether there is anything to find for {@link Shlibdeps}, as long as no file changes. */
final class SystemNeeds {
  private SystemNeeds() {}

  /**
   * Returns whether {@link Shlibdeps} would find no relation and no error in a virtualenv, whatever
   * libraries and build trees there are: it has no object, loads no library by a literal name, and
   * nothing is known or declared of its distributions.
   *
   * @param staged the virtualenv
   * @param source the directory that holds debian/
   */
  static boolean none(Path staged, Path source) {
    Path own = source.resolve(KnowledgeFile.OWN);
    List<Distribution> distributions = InstalledDistributions.in(staged).all();
    if (Files.exists(own)
        || ExternalTable.in(source)
        || !InventoryReader.bare(staged, distributions)) {
      return false;
    }
    Knowledge knowledge = KnowledgeFile.read(own);
    return distributions.stream()
        .allMatch(distribution -> knowledge.of(distribution.release()).isEmpty());
  }
}
