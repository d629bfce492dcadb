package org.dhvirtualenv.engine.install;

import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.state.Manifest;

/** A virtualenv with everything installed; only this room can make one. */
public final class InstalledVirtualenv implements AutoCloseable {
  private final CreatedVirtualenv created;
  private final List<Relation> relations;
  private final WheelTree tree;
  private final Manifest manifest;
  private final Leniency leniency;
  private final List<String> scripts;

  InstalledVirtualenv(
      CreatedVirtualenv created,
      List<Relation> relations,
      Leniency leniency,
      WheelTree tree,
      List<String> scripts) {
    this.created = created;
    this.leniency = leniency;
    this.relations = List.copyOf(relations);
    this.tree = tree;
    this.manifest = tree.prebuilt();
    this.scripts = List.copyOf(scripts);
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

  /** Returns the wheels that were installed, in order. */
  public List<WheelFile> wheels() {
    return tree.wheels();
  }

  /** Returns the distribution that is there only until the virtualenv is finished. */
  public Optional<String> lent() {
    return tree.lent();
  }

  /** Returns which requirements of what is installed need not be met. */
  public Leniency leniency() {
    return leniency;
  }

  /** Returns the names of the project's own scripts, not those of requirements, sorted. */
  public List<String> scripts() {
    return scripts;
  }

  /** Returns the files that are byte for byte as a prebuilt wheel has them. */
  public Manifest manifest() {
    return manifest;
  }

  /** Waits for the byte code of all modules; returns the manifest with that of the files in it. */
  public Manifest withByteCode() {
    return tree.withByteCode(manifest);
  }

  /** Ends what still makes byte code; when this returns, none is written any more. */
  @Override
  public void close() {
    tree.close();
  }
}
