package org.dhvirtualenv.engine.install;

import java.util.List;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.plan.BuildPlan;

/** A virtualenv with everything installed; only this room can make one. */
public final class InstalledVirtualenv {
  private final CreatedVirtualenv created;
  private final List<Relation> relations;

  InstalledVirtualenv(CreatedVirtualenv created, List<Relation> relations) {
    this.created = created;
    this.relations = List.copyOf(relations);
  }

  /** Returns what is to be made. */
  public BuildPlan plan() {
    return created.plan();
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return created.virtualenv();
  }

  /** Returns the paths that no file may name in the end. */
  public BuildPaths buildPaths() {
    return created.buildPaths();
  }

  /** Returns relations to its interpreter's package and to those that stand for distributions. */
  public List<Relation> relations() {
    return relations;
  }
}
