package org.dhvirtualenv.engine.relation;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.inventory.DamagedObject;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.inventory.RunTimeLoad;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.loader.ForeignObject;
import org.dhvirtualenv.engine.loader.Needs;

/**
 * Finds what is wrong with a tree apart from its libraries; ignored files may be anything.
 *
 * <p>An object for another machine is right if the distribution has one of the same name in a
 * directory beside its own that is for this machine: then it chooses at run time, as Selenium does
 * between {@code linux/selenium-manager} and {@code linux-arm64/selenium-manager}.
 */
final class TreeProblems {
  private final Policy policy;
  private final Findings findings;

  TreeProblems(Policy policy, Findings findings) {
    this.policy = policy;
    this.findings = findings;
  }

  void find(Inventory tree, Needs needs) {
    Set<TreeFile> foreign =
        needs.foreign().stream().map(ForeignObject::file).collect(Collectors.toSet());
    for (ForeignObject object : needs.foreign()) {
      if (matters(object.file()) && !hasVariant(object.file(), tree, foreign)) {
        findings.add(Problems.foreign(object));
      }
    }
    for (DamagedObject object : tree.damaged()) {
      if (matters(object.file()) && !foreign.contains(object.file())) {
        findings.add(Problems.damaged(object));
      }
    }
    for (LoadableObject object : tree.objects()) {
      for (String defect : object.elf().dlopened().malformed()) {
        if (matters(object.file()) && !foreign.contains(object.file())) {
          findings.add(Problems.malformedNote(object.file(), defect));
        }
      }
    }
    policy
        .patterns()
        .filter(pattern -> files(tree).noneMatch(pattern::matches))
        .forEach(pattern -> findings.add(Problems.unusedPattern(pattern)));
  }

  private static boolean hasVariant(TreeFile file, Inventory tree, Set<TreeFile> foreign) {
    return file.owner().isPresent()
        && tree.objects().stream()
            .map(LoadableObject::file)
            .filter(other -> !foreign.contains(other) && other.owner().equals(file.owner()))
            .anyMatch(other -> beside(other.path(), file.path()));
  }

  /** Returns whether two files have the same name in two directories of the same one. */
  private static boolean beside(Path one, Path other) {
    return Objects.equals(one.getFileName(), other.getFileName())
        && one.resolveSibling("..").normalize().equals(other.resolveSibling("..").normalize());
  }

  private boolean matters(TreeFile file) {
    return policy.strength(file).isPresent();
  }

  private Stream<TreeFile> files(Inventory tree) {
    return Stream.of(
            tree.distributions().stream()
                .filter(distribution -> has(tree, distribution))
                .map(distribution -> KnownRelations.metadata(tree, distribution)),
            tree.objects().stream().map(LoadableObject::file),
            tree.damaged().stream().map(DamagedObject::file),
            tree.loads().stream().map(RunTimeLoad::file))
        .flatMap(files -> files);
  }

  /** Returns whether needs of {@code distribution} as a whole are known or declared. */
  private boolean has(Inventory tree, Distribution distribution) {
    return !policy.knowledge().of(distribution.release()).isEmpty()
        || tree.externals().stream()
            .anyMatch(requirement -> ExternalRelations.declares(distribution, requirement));
  }
}
