package org.dhvirtualenv.engine.relocate;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;

/** A virtualenv without build paths, valid at its place; only this room can make one. */
public final class RelocatedVirtualenv {
  private final Virtualenv virtualenv;
  private final Set<Path> changed;
  private final List<Relation> relations;

  RelocatedVirtualenv(Virtualenv virtualenv, Set<Path> changed, List<Relation> relations) {
    this.virtualenv = virtualenv;
    this.changed = Set.copyOf(changed);
    this.relations = List.copyOf(relations);
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return virtualenv;
  }

  /** Returns the files that differ from what their RECORD says, removed ones too. */
  public Set<Path> changed() {
    return changed;
  }

  /** Returns relations to its interpreter's package and to those that stand for distributions. */
  public List<Relation> relations() {
    return relations;
  }
}
