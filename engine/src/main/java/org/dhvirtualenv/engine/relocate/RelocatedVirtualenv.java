package org.dhvirtualenv.engine.relocate;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.state.Manifest;

/** A virtualenv without build paths, valid at its home; only this room can make one. */
public final class RelocatedVirtualenv {
  private final Virtualenv virtualenv;
  private final Manifest manifest;
  private final Set<Path> changed;
  private final List<Relation> relations;

  RelocatedVirtualenv(
      Virtualenv virtualenv, Manifest manifest, Set<Path> changed, List<Relation> relations) {
    this.virtualenv = virtualenv;
    this.manifest = manifest;
    this.changed = Set.copyOf(changed);
    this.relations = List.copyOf(relations);
  }

  /** Returns the same, with {@code more} as the files that are known to name no build path. */
  public RelocatedVirtualenv knowing(Manifest more) {
    return new RelocatedVirtualenv(virtualenv, more, changed, relations);
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return virtualenv;
  }

  /** Returns the files that are known to name no build path. */
  public Manifest manifest() {
    return manifest;
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
