package org.dhvirtualenv.engine.relation;

import java.util.HashSet;
import java.util.Set;
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

/** Finds what is wrong with a tree apart from its libraries; ignored files may be anything. */
final class TreeProblems {
  private final Policy policy;
  private final Findings findings;

  TreeProblems(Policy policy, Findings findings) {
    this.policy = policy;
    this.findings = findings;
  }

  void find(Inventory tree, Needs needs) {
    Set<TreeFile> foreign = new HashSet<>();
    for (ForeignObject object : needs.foreign()) {
      foreign.add(object.file());
      if (matters(object.file())) {
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
