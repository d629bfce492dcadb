package org.dhvirtualenv.engine.relation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.KnownNeed;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.ExternalRequirement;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Soname;

/**
 * Finds the relations for what distributions declare to need outside Python: {@code
 * Requires-External} of core metadata, and the external dependencies of PEP 725.
 *
 * <p>A name is that of something that is known to be needed, or else of a Debian package. Versions
 * are upstream's, which are not Debian's, so any version will do. All else earns a note, because
 * core metadata means the field for people.
 */
final class ExternalRelations {
  /** A name, perhaps with a version as PEP 508 or dpkg writes it, but without a condition. */
  private static final Pattern NAMED =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9+._-]*)\\s*(?:\\([^()]*\\)|[<>=!~][^;]*)?");

  /** A package URL of something that has a name only, or of a Debian package (PEP 725). */
  private static final Pattern PACKAGE_URL =
      Pattern.compile("(?:dep|pkg):(?:generic|deb/debian)/([A-Za-z0-9+._-]+)(?:[@?#].*)?");

  private final Policy policy;
  private final LibraryMetadata metadata;
  private final Findings findings;

  ExternalRelations(Policy policy, LibraryMetadata metadata, Findings findings) {
    this.policy = policy;
    this.metadata = metadata;
    this.findings = findings;
  }

  void add(Inventory tree, DependencyCollector collector) {
    for (ExternalRequirement requirement : tree.externals()) {
      tree.distributions().stream()
          .filter(distribution -> declares(distribution, requirement))
          .map(distribution -> KnownRelations.metadata(tree, distribution))
          .forEach(file -> add(requirement, file, collector));
    }
  }

  /** Returns whether {@code requirement} is that of {@code distribution}. */
  static boolean declares(Distribution distribution, ExternalRequirement requirement) {
    return DistributionName.normalised(distribution.name())
        .equals(DistributionName.normalised(requirement.distribution()));
  }

  private void add(ExternalRequirement requirement, TreeFile file, DependencyCollector collector) {
    policy
        .strength(file)
        .map(requirement.strength()::and)
        .ifPresent(
            strength -> {
              List<Relation> relations = relations(requirement.text());
              collector.add(
                  relations,
                  strength,
                  new Soname(requirement.text()),
                  requirement.evidence(),
                  file);
              if (relations.isEmpty()) {
                findings.add(Problems.unknownExternal(file, requirement));
              }
            });
  }

  private List<Relation> relations(String text) {
    Matcher url = PACKAGE_URL.matcher(text);
    Matcher named = NAMED.matcher(text);
    if (!url.matches() && !named.matches()) {
      return List.of();
    }
    String name = url.matches() ? url.group(1) : named.group(1);
    Optional<KnownNeed> known = policy.knowledge().called(name);
    if (known.isPresent()) {
      return known.get().relations();
    }
    return PackageName.valid(name) && metadata.available(new PackageName(name))
        ? List.of(new Relation(name))
        : List.of();
  }
}
