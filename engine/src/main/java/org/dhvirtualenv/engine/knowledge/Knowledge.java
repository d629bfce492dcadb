package org.dhvirtualenv.engine.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.knowledge.KnownNeed.Subject;
import org.dhvirtualenv.engine.model.DistributionName;

/** All that is known of needs that objects do not tell. */
public final class Knowledge {
  /** Knows nothing. */
  public static final Knowledge NONE = new Knowledge(List.of());

  private final List<KnownNeed> needs;
  private final Map<String, List<KnownNeed>> byDistribution = new ConcurrentHashMap<>();
  private final List<KnownNeed> ofAll;

  /** Creates knowledge of {@code needs}; of two about the same thing the first counts. */
  public Knowledge(List<KnownNeed> needs) {
    Map<Subject, KnownNeed> bySubject = new LinkedHashMap<>();
    needs.forEach(need -> bySubject.putIfAbsent(need.subject(), need));
    this.needs = List.copyOf(bySubject.values());
    this.ofAll = this.needs.stream().filter(KnownNeed::ofAll).toList();
  }

  /**
   * Returns what is known of the library {@code soname} as a need of {@code distribution}: in
   * particular, or else of all distributions.
   */
  public Optional<KnownNeed> library(Optional<String> distribution, String soname) {
    return Stream.concat(distribution.map(this::of).orElse(List.of()).stream(), ofAll.stream())
        .filter(need -> need.library(soname))
        .findFirst();
  }

  /** Returns a fact by which some distribution needs {@code soname}, with its packages. */
  public Optional<KnownNeed> elsewhere(String soname) {
    return needs.stream()
        .filter(need -> !need.relations().isEmpty() && need.library(soname))
        .findFirst();
  }

  /** Returns a fact by which something called {@code name} is needed, with its packages. */
  public Optional<KnownNeed> called(String name) {
    return needs.stream()
        .filter(need -> !need.relations().isEmpty() && need.called(name))
        .findFirst();
  }

  /** Returns what is known of {@code distribution} in particular. */
  public List<KnownNeed> of(String distribution) {
    return byDistribution.computeIfAbsent(
        DistributionName.normalised(distribution),
        name -> needs.stream().filter(need -> need.about(name)).toList());
  }

  /** Returns all facts. */
  List<KnownNeed> all() {
    return needs;
  }
}
