package org.dhvirtualenv.engine.relation;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.Strength;

/**
 * The relations that the machine code of a tree needs, each with the reason for it.
 *
 * @param relations by strength, sorted, one per package
 * @param reasons one for each relation and library
 */
public record Dependencies(SortedMap<Strength, List<Relation>> relations, List<Reason> reasons) {
  /**
   * Why there is a relation.
   *
   * @param strength whose field it is in
   * @param relation as the templates of shlibs and symbols files give it, before merging
   * @param library what is needed; may be a program or another file
   * @param symbol what has set the version: a symbol, or an entry of Build-Depends
   * @param evidence where it is written, if it is known otherwise than from the files
   * @param files what needs the library
   */
  public record Reason(
      Strength strength,
      Relation relation,
      Soname library,
      Optional<String> symbol,
      Optional<String> evidence,
      SortedSet<InstallPath> files) {}

  /** Copies the collections. */
  public Dependencies {
    relations = Collections.unmodifiableSortedMap(new TreeMap<>(relations));
    reasons = List.copyOf(reasons);
  }
}
