package org.dhvirtualenv.engine.relation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.knowledge.KnownNeed;
import org.dhvirtualenv.engine.loader.Location;
import org.dhvirtualenv.engine.loader.Need;
import org.dhvirtualenv.engine.loader.Needs;
import org.dhvirtualenv.engine.model.Release;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.model.SystemLibrary;

/** Goes from needs to relations and findings. */
public final class RelationComputer {
  private final Policy policy;
  private final LibraryMetadata metadata;
  private final Findings findings;
  private final MissingLibraries missing;

  /**
   * Creates a computer.
   *
   * @param policy what is wanted
   * @param metadata knows the libraries of the system
   * @param findings takes everything that is wrong
   */
  public RelationComputer(Policy policy, LibraryMetadata metadata, Findings findings) {
    this.policy = policy;
    this.metadata = metadata;
    this.findings = findings;
    this.missing = new MissingLibraries(policy, metadata);
  }

  /** Returns the relations that {@code tree} needs. */
  public Dependencies compute(Inventory tree, Needs needs) {
    new TreeProblems(policy, findings).find(tree, needs);
    DependencyCollector collector = new DependencyCollector();
    ObjectRelations linked = new ObjectRelations(policy, metadata, findings);
    byObject(needs)
        .forEach(
            (object, own) ->
                policy
                    .strength(object.file())
                    .ifPresent(strength -> add(object, own, strength, linked, collector)));
    missing.errors().forEach(findings::add);
    RunTimeRelations loaded = new RunTimeRelations(policy, metadata, findings);
    needs.loaded().forEach(need -> loaded.add(need, collector));
    new KnownRelations(policy).add(tree, needs, collector);
    new ExternalRelations(policy, metadata, findings).add(tree, collector);
    loaded.warn(collector);
    return collector.result();
  }

  private boolean described(SystemLibrary library) {
    return metadata.symbols(library).isPresent() || metadata.shlibs(library).isPresent();
  }

  private static Map<LoadableObject, List<Need>> byObject(Needs needs) {
    Map<LoadableObject, List<Need>> result = new LinkedHashMap<>();
    for (Need need : needs.linked()) {
      result.computeIfAbsent(need.object(), object -> new ArrayList<>()).add(need);
    }
    return result;
  }

  private void add(
      LoadableObject object,
      List<Need> needs,
      Strength strength,
      ObjectRelations relations,
      DependencyCollector collector) {
    Map<Strength, List<SystemLibrary>> libraries = new EnumMap<>(Strength.class);
    Optional<Release> release = object.file().owner().map(Distribution::release);
    for (Need need : needs) {
      Optional<KnownNeed> known = policy.knowledge().library(release, need.soname().value());
      Optional<Strength> own =
          known.map(KnownNeed::strength).orElse(Optional.of(strength)).map(strength::and);
      if (need.location() instanceof Location.OnSystem found
          && (known.isEmpty() || described(found.library()))) {
        own.ifPresent(
            field ->
                libraries.computeIfAbsent(field, first -> new ArrayList<>()).add(found.library()));
      } else if (known.isPresent() && !(need.location() instanceof Location.InPackage)) {
        own.ifPresent(field -> collector.add(known.get(), field, need.soname(), object.file()));
      } else if (!need.location().found()
          && !policy.ignoredLibraries().contains(need.soname().value())) {
        addMissing(object, need.soname(), collector);
      }
    }
    if (libraries.isEmpty()) {
      libraries.put(strength, List.of()); // its symbols may still be too new
    }
    libraries.forEach(
        (field, some) ->
            relations
                .add(object, some, collector.field(field))
                .forEach((soname, used) -> collector.explain(field, used, soname, object.file())));
  }

  private void addMissing(LoadableObject object, Soname soname, DependencyCollector collector) {
    if (!policy.optional(object.file())) {
      missing.add(object, soname);
      return;
    }
    Optional<KnownNeed> known = policy.knowledge().elsewhere(soname.value());
    known.ifPresentOrElse(
        need -> collector.add(need, Strength.SUGGESTS, soname, object.file()),
        () -> findings.add(Problems.notSuggested(object, soname)));
  }
}
