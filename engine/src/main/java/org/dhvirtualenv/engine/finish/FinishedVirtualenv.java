package org.dhvirtualenv.engine.finish;

import java.util.List;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;

/** A virtualenv that is ready to be packaged, with a true RECORD; only this room can make one. */
public final class FinishedVirtualenv {
  private final Virtualenv virtualenv;
  private final List<Relation> relations;

  FinishedVirtualenv(Virtualenv virtualenv, List<Relation> relations) {
    this.virtualenv = virtualenv;
    this.relations = List.copyOf(relations);
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return virtualenv;
  }

  /** Returns relations to its interpreter's package and to those that stand for distributions. */
  public List<Relation> relations() {
    return relations;
  }
}
