package org.dhvirtualenv.engine.objects;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.create.FoundVirtualenv;
import org.dhvirtualenv.engine.distribution.ByteCodeName;
import org.dhvirtualenv.engine.install.InstalledVirtualenv;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.state.Manifest;

/** A virtualenv whose machine code is as it will be on the target; only this room can make one. */
public final class CleanedVirtualenv {
  private final Virtualenv virtualenv;
  private final BuildPaths buildPaths;
  private final List<Relation> relations;
  private final Manifest manifest;
  private final Set<Path> changed;
  private final boolean compiling;
  private final boolean bare;

  CleanedVirtualenv(InstalledVirtualenv installed, Set<Path> changed, boolean bare) {
    this.virtualenv = installed.virtualenv();
    this.buildPaths = installed.buildPaths();
    this.relations = installed.relations();
    this.manifest = installed.manifest();
    this.compiling = true;
    this.changed = Set.copyOf(changed);
    this.bare = bare;
  }

  CleanedVirtualenv(FoundVirtualenv found, Set<Path> changed) {
    this.virtualenv = found.virtualenv();
    this.buildPaths = found.buildPaths();
    this.relations = List.of();
    this.manifest = found.manifest();
    this.compiling = false;
    this.changed = Set.copyOf(changed);
    this.bare = false;
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return virtualenv;
  }

  /** Returns the paths that no file may name in the end. */
  public BuildPaths buildPaths() {
    return buildPaths;
  }

  /** Returns relations to its interpreter's package and to those that stand for distributions. */
  public List<Relation> relations() {
    return relations;
  }

  /** Returns the files that are known to name no build path. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Returns whether {@code file} is byte code that is still being made: it says what its module
   * says, and is made anew if that changes.
   */
  public boolean untold(Path file) {
    return compiling
        && ByteCodeName.module(file.toString(), virtualenv.interpreter().cacheTag())
            .map(Path::of)
            .filter(Files::exists)
            .isPresent();
  }

  /** Returns whether it is known to have no machine code. */
  public boolean bare() {
    return bare;
  }

  /** Returns the files that differ from what their distribution's RECORD says. */
  public Set<Path> changed() {
    return changed;
  }
}
