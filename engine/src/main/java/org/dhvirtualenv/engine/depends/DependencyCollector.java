package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.DependencySet;
import org.dhvirtualenv.engine.phase.DependencySet.Reason;
import org.dhvirtualenv.engine.phase.Strength;

/**
 * Collects relations by strength, each with the libraries and files that need it.
 *
 * <p>A relation that a stronger field has already is left out of a weaker one.
 */
final class DependencyCollector {
  private record Need(Strength strength, String template, String library) {}

  private final StagingRoot staging;
  private final Map<Strength, Relations> relations = new EnumMap<>(Strength.class);
  private final Map<Need, SortedSet<String>> files = new LinkedHashMap<>();

  DependencyCollector(StagingRoot staging) {
    this.staging = staging;
  }

  /** Adds what {@code source} puts into the relations and returns as templates by library. */
  void add(Strength strength, Path file, Function<Relations, Map<String, Set<String>>> source) {
    Relations field = relations.computeIfAbsent(strength, s -> new Relations());
    source
        .apply(field)
        .forEach(
            (library, templates) ->
                templates.forEach(
                    template ->
                        files
                            .computeIfAbsent(
                                new Need(strength, template, library), need -> new TreeSet<>())
                            .add(staging.installed(file).toString())));
  }

  DependencySet result() {
    SortedMap<Strength, List<String>> fields = new TreeMap<>();
    Set<String> stronger = new TreeSet<>();
    relations.forEach(
        (strength, field) -> {
          List<String> own =
              field.simplified().stream().filter(relation -> !stronger.contains(relation)).toList();
          fields.put(strength, own);
          stronger.addAll(own);
        });
    List<Reason> reasons = new ArrayList<>();
    files.forEach(
        (need, paths) -> {
          Relations field = relations.computeIfAbsent(need.strength(), s -> new Relations());
          reasons.add(
              new Reason(
                  need.strength(),
                  field.relation(need.template()),
                  need.library(),
                  field.symbol(need.template()),
                  paths));
        });
    reasons.sort(
        Comparator.comparing(Reason::strength)
            .thenComparing(Reason::relation)
            .thenComparing(Reason::library));
    return new DependencySet(fields, reasons);
  }
}
