package org.dhvirtualenv.engine.finish;

import java.util.List;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.state.Manifest;

/** A virtualenv with byte code and a true RECORD; only this room can make one. */
public final class FinishedVirtualenv {
  private final Virtualenv virtualenv;
  private final List<Relation> relations;
  private final Manifest manifest;
  private final int compiled;
  private final boolean needless;

  FinishedVirtualenv(
      Virtualenv virtualenv, List<Relation> relations, Manifest manifest, int compiled) {
    this(virtualenv, relations, manifest, compiled, false);
  }

  private FinishedVirtualenv(
      Virtualenv virtualenv,
      List<Relation> relations,
      Manifest manifest,
      int compiled,
      boolean needless) {
    this.virtualenv = virtualenv;
    this.relations = List.copyOf(relations);
    this.manifest = manifest;
    this.compiled = compiled;
    this.needless = needless;
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return virtualenv;
  }

  /** Returns relations to its interpreter's package and to those that stand for distributions. */
  public List<Relation> relations() {
    return relations;
  }

  /** Returns the files that are known to name no build path and to be as RECORD says. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns the same, known to need nothing of the system besides its interpreter. */
  public FinishedVirtualenv needingNothing() {
    return new FinishedVirtualenv(virtualenv, relations, manifest, compiled, true);
  }

  /** Returns whether it is known to need nothing of the system besides its interpreter. */
  public boolean needless() {
    return needless;
  }

  /** Returns how many modules were compiled to finish it. */
  public int compiled() {
    return compiled;
  }
}
