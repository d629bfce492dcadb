package org.dhvirtualenv.engine.create;

import java.nio.file.Path;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.plan.BuildPlan;

/** A virtualenv that has an interpreter; only this room can make one. */
public final class CreatedVirtualenv {
  private final BuildPlan plan;
  private final Virtualenv virtualenv;
  private final BuildPaths buildPaths;
  private final Path temporary;

  CreatedVirtualenv(BuildPlan plan, Virtualenv virtualenv, BuildPaths buildPaths, Path temporary) {
    this.plan = plan;
    this.virtualenv = virtualenv;
    this.buildPaths = buildPaths;
    this.temporary = temporary;
  }

  /** Returns what is to be made. */
  public BuildPlan plan() {
    return plan;
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return virtualenv;
  }

  /** Returns the paths that no file may name in the end. */
  public BuildPaths buildPaths() {
    return buildPaths;
  }

  /** Returns a private directory that goes when the build ends. */
  public Path temporary() {
    return temporary;
  }

  /** Returns the directory in it for private copies of sources. */
  public Path copies() {
    return BuildPaths.copies(temporary);
  }
}
