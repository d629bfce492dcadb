package org.dhvirtualenv.engine.relation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.KnownNeed;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.relation.Dependencies.Reason;

/**
 * Collects relations by strength, each with the libraries and files that need it.
 *
 * <p>A relation that a stronger field has already is left out of a weaker one.
 */
final class DependencyCollector {
  private record Use(
      Strength strength, Template template, Soname library, Optional<String> evidence) {}

  private final Map<Strength, RelationField> fields = new EnumMap<>(Strength.class);
  private final Map<Use, SortedSet<InstallPath>> files = new LinkedHashMap<>();

  /** Returns the field with {@code strength}, to be added to. */
  RelationField field(Strength strength) {
    return fields.computeIfAbsent(strength, missing -> new RelationField());
  }

  /** Remembers that {@code templates} are there because {@code file} needs {@code library}. */
  void explain(Strength strength, Collection<Template> templates, Soname library, TreeFile file) {
    explain(strength, templates, library, Optional.empty(), file);
  }

  /** Adds what is known of {@code need}, which {@code file} has or stands for. */
  void add(KnownNeed need, Strength strength, Soname thing, TreeFile file) {
    add(need.relations(), strength, thing, need.evidence(), file);
  }

  /** Adds {@code relations}, which are there because {@code file} needs {@code thing}. */
  void add(
      List<Relation> relations, Strength strength, Soname thing, String evidence, TreeFile file) {
    List<Template> templates =
        relations.stream().map(relation -> new Template(relation.text())).toList();
    templates.forEach(template -> field(strength).add(template, Optional.empty()));
    explain(strength, templates, thing, Optional.of(evidence), file);
  }

  private void explain(
      Strength strength,
      Collection<Template> templates,
      Soname library,
      Optional<String> evidence,
      TreeFile file) {
    for (Template template : templates) {
      files
          .computeIfAbsent(new Use(strength, template, library, evidence), use -> new TreeSet<>())
          .add(file.place());
    }
  }

  /** Returns whether some relation is there because of {@code library}. */
  boolean explains(Soname library) {
    return files.keySet().stream().anyMatch(use -> use.library().equals(library));
  }

  /** Returns what has been collected. */
  Dependencies result() {
    SortedMap<Strength, List<Relation>> relations = new TreeMap<>();
    Set<Relation> stronger = new HashSet<>();
    fields.forEach(
        (strength, field) -> {
          List<Relation> own =
              field.simplified().stream().filter(relation -> !stronger.contains(relation)).toList();
          relations.put(strength, own);
          stronger.addAll(own);
        });
    List<Reason> reasons = new ArrayList<>();
    files.forEach(
        (use, paths) -> {
          RelationField field = field(use.strength());
          reasons.add(
              new Reason(
                  use.strength(),
                  field.relation(use.template()),
                  use.library(),
                  field.symbol(use.template()),
                  use.evidence(),
                  paths));
        });
    reasons.sort(
        Comparator.comparing(Reason::strength)
            .thenComparing(Reason::relation)
            .thenComparing(Reason::library));
    return new Dependencies(relations, reasons);
  }
}
