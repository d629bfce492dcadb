package org.dhvirtualenv.engine.relation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.Relation;

/** Collects the templates of one field with the version that each must have at least, and why. */
final class RelationField {
  /** The version of a template and the symbol that has set it. */
  private record Minimum(Optional<DebianVersion> version, Optional<String> symbol) {
    static final Minimum NONE = new Minimum(Optional.empty(), Optional.empty());

    /** Returns the higher one; of equal ones the one that knows a symbol. */
    Minimum higher(Minimum other) {
      if (version.isEmpty() || other.version.isEmpty()) {
        return version.isEmpty() ? other : this;
      }
      int order = version.get().compareTo(other.version.get());
      return order < 0 || (order == 0 && symbol.isEmpty()) ? other : this;
    }
  }

  private final Map<Template, Minimum> minima = new HashMap<>();

  /** Adds a relation that the mere presence of a library asks for, from {@code minimum} on. */
  void add(Template template, Optional<DebianVersion> minimum) {
    minima.merge(template, new Minimum(minimum, Optional.empty()), Minimum::higher);
  }

  /** Adds the relation that a symbol asks for; a lower version never replaces a higher one. */
  void add(Template template, DebianVersion minimum, String symbol) {
    Minimum known = minima.getOrDefault(template, Minimum.NONE);
    // most symbols of a library have one of a few versions, which their file shares
    if (known.symbol().isEmpty() || !known.version().filter(minimum::equals).isPresent()) {
      minima.merge(
          template, new Minimum(Optional.of(minimum), Optional.of(symbol)), Minimum::higher);
    }
  }

  /** Raises the version of {@code template} if it is already there. */
  void raise(Template template, DebianVersion minimum, String reason) {
    minima.computeIfPresent(
        template,
        (same, known) -> known.higher(new Minimum(Optional.of(minimum), Optional.of(reason))));
  }

  /** Returns what {@code template} has become. */
  Relation relation(Template template) {
    return template.at(minima.getOrDefault(template, Minimum.NONE).version());
  }

  /**
   * Returns what has set the version of {@code template}; of one with a version of its own a symbol
   * that has chosen it.
   */
  Optional<String> symbol(Template template) {
    return template.versioned()
        ? minima.getOrDefault(template, Minimum.NONE).symbol()
        : Optional.empty();
  }

  /** Returns the relations sorted, one per package: the one with the highest version. */
  List<Relation> simplified() {
    Map<String, Relation> highest = new TreeMap<>();
    TreeSet<Relation> result = new TreeSet<>();
    for (Template template : minima.keySet()) {
      Relation relation = relation(template);
      relation
          .simpleName()
          .ifPresentOrElse(
              name -> highest.merge(name, relation, RelationField::higher),
              () -> result.add(relation));
    }
    // who has the one need not have one or the other
    result.removeIf(relation -> relation.alternatives().stream().anyMatch(highest::containsKey));
    result.addAll(highest.values());
    return List.copyOf(result);
  }

  private static Relation higher(Relation a, Relation b) {
    Optional<DebianVersion> first = a.minimum();
    Optional<DebianVersion> second = b.minimum();
    boolean keep =
        second.isEmpty() || (first.isPresent() && first.get().compareTo(second.get()) >= 0);
    return keep ? a : b;
  }
}
