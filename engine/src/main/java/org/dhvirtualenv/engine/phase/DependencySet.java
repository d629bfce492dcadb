package org.dhvirtualenv.engine.phase;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The relations that native code needs, each with the reason for it.
 *
 * @param relations in the syntax of a Depends field, sorted, one per package
 * @param reasons for each library the relation came from: relation, then soname, then files
 */
public record DependencySet(
    List<String> relations, SortedMap<String, SortedMap<String, Set<String>>> reasons) {
  /** Copies the relations. */
  public DependencySet {
    relations = List.copyOf(relations);
  }

  /** Returns the number of libraries of the system that are used. */
  public int libraryCount() {
    return (int) reasons.values().stream().map(Map::keySet).flatMap(Set::stream).distinct().count();
  }
}
