package org.dhvirtualenv.engine.objects;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.install.InstalledVirtualenv;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;

/** A virtualenv whose machine code is as it will be on the target; only this room can make one. */
public final class CleanedVirtualenv {
  private final InstalledVirtualenv installed;
  private final Set<Path> changed;

  CleanedVirtualenv(InstalledVirtualenv installed, Set<Path> changed) {
    this.installed = installed;
    this.changed = Set.copyOf(changed);
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return installed.virtualenv();
  }

  /** Returns the paths that no file may name in the end. */
  public BuildPaths buildPaths() {
    return installed.buildPaths();
  }

  /** Returns relations to its interpreter's package and to those that stand for distributions. */
  public List<Relation> relations() {
    return installed.relations();
  }

  /** Returns the files that differ from what their distribution's RECORD says. */
  public Set<Path> changed() {
    return changed;
  }
}
