package org.dhvirtualenv.engine.relation;

import java.nio.file.Path;
import java.util.Optional;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.KnownNeed;
import org.dhvirtualenv.engine.knowledge.KnownNeed.Kind;
import org.dhvirtualenv.engine.loader.Needs;
import org.dhvirtualenv.engine.model.Soname;

/**
 * Finds the relations for what the distributions of a tree are known to load, start or read.
 *
 * <p>A library that the package brings itself, or that an object of the distribution is linked to,
 * needs nothing more.
 */
final class KnownRelations {
  /** The components of lib/pythonX.Y/site-packages/NAME.dist-info. */
  private static final int DEPTH = 4;

  private final Policy policy;

  KnownRelations(Policy policy) {
    this.policy = policy;
  }

  void add(Inventory tree, Needs needs, DependencyCollector collector) {
    for (Distribution distribution : tree.distributions()) {
      TreeFile file = metadata(tree, distribution);
      for (KnownNeed need : policy.knowledge().of(distribution.release())) {
        need.strength()
            .filter(known -> !settled(need, distribution, tree, needs))
            .flatMap(known -> policy.strength(file).map(known::and))
            .ifPresent(strength -> collector.add(need, strength, new Soname(need.name()), file));
      }
    }
  }

  /** Returns the file that stands for {@code distribution} as a whole. */
  static TreeFile metadata(Inventory tree, Distribution distribution) {
    Path path = distribution.metadata();
    int names = path.getNameCount();
    return new TreeFile(
        path,
        tree.root().installed(path),
        path.subpath(names - DEPTH, names),
        Optional.of(distribution));
  }

  private static boolean settled(
      KnownNeed need, Distribution distribution, Inventory tree, Needs needs) {
    if (need.kind() != Kind.LOADS) {
      return need.kind() == Kind.LINKS;
    }
    return tree.objects().stream()
            .anyMatch(
                object -> need.library(object.fileName()) || need.library(object.soname().value()))
        || needs.linked().stream()
            .filter(linked -> need.library(linked.soname().value()))
            .flatMap(linked -> linked.object().file().owner().stream())
            .anyMatch(owner -> owner.metadata().equals(distribution.metadata()));
  }
}
