package org.dhvirtualenv.engine.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.knowledge.KnownNeed.Subject;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Release;

/** All that is known of needs that objects do not tell. */
public final class Knowledge {
  /** Knows nothing. */
  public static final Knowledge NONE = new Knowledge(List.of());

  private final List<KnownNeed> needs;
  private final Map<Release, List<KnownNeed>> byRelease = new ConcurrentHashMap<>();
  private final List<KnownNeed> ofAll;

  /**
   * Creates knowledge of {@code needs}; of two about the same thing and release the first counts.
   */
  public Knowledge(List<KnownNeed> needs) {
    this.needs = List.copyOf(needs);
    this.ofAll = this.needs.stream().filter(KnownNeed::ofAll).toList();
  }

  /**
   * Returns what is known of the library {@code soname} as a need of {@code release}: in
   * particular, or else of all distributions.
   */
  public Optional<KnownNeed> library(Optional<Release> release, String soname) {
    return Stream.concat(release.map(this::of).orElse(List.of()).stream(), ofAll.stream())
        .filter(need -> need.library(soname))
        .findFirst();
  }

  /** Returns a fact by which some distribution needs {@code soname}, with its packages. */
  public Optional<KnownNeed> elsewhere(String soname) {
    return elsewhere(need -> need.library(soname));
  }

  /** Returns a fact by which something called {@code name} is needed, with its packages. */
  public Optional<KnownNeed> called(String name) {
    return elsewhere(need -> need.called(name));
  }

  /** Returns a fact for which {@code about} holds, with its packages. */
  public Optional<KnownNeed> elsewhere(Predicate<KnownNeed> about) {
    return needs.stream()
        .filter(need -> !need.relations().isEmpty() && about.test(need))
        .findFirst();
  }

  /** Returns what is known of {@code release} in particular. */
  public List<KnownNeed> of(Release release) {
    return byRelease.computeIfAbsent(
        new Release(DistributionName.normalised(release.name()), release.version()),
        normalised -> {
          Map<Subject, KnownNeed> bySubject = new LinkedHashMap<>();
          needs.stream()
              .filter(need -> need.about(normalised))
              .forEach(need -> bySubject.putIfAbsent(need.subject(), need));
          return List.copyOf(bySubject.values());
        });
  }

  /** Returns all facts. */
  List<KnownNeed> all() {
    return needs;
  }
}
