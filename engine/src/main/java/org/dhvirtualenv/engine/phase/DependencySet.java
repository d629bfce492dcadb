package org.dhvirtualenv.engine.phase;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The relations that native code needs, each with the reason for it.
 *
 * @param relations by strength, in the syntax of a relation field, sorted, one per package
 * @param reasons one for each relation and library
 */
public record DependencySet(SortedMap<Strength, List<String>> relations, List<Reason> reasons) {
  /**
   * Why there is a relation.
   *
   * @param strength whose field it is in
   * @param relation as the templates of shlibs and symbols files give it, before merging
   * @param library the soname, or what stands for it
   * @param symbol the symbol that has set the version; empty if none did
   * @param files paths on the target of the objects that need the library
   */
  public record Reason(
      Strength strength, String relation, String library, String symbol, SortedSet<String> files) {}

  /** Copies the reasons. */
  public DependencySet {
    reasons = List.copyOf(reasons);
  }

  /** Returns the fields for a result file, by name. */
  public Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>();
    relations.forEach((strength, list) -> fields.put(strength.field(), String.join(", ", list)));
    return fields;
  }
}
