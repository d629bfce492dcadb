package org.dhvirtualenv.engine.create;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.dhvirtualenv.engine.files.TreeSnapshot;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.process.Interruption;

/**
 * The virtualenv's directory in the staging root while a build is under way.
 *
 * <p>What is not kept is undone when it is closed: nothing that this build has put into the
 * directory is left then, so that the next build cannot mistake half of a virtualenv for a whole
 * one. A virtualenv that was to be added to goes as a whole, since its old state is lost.
 */
public final class StagedVirtualenv implements AutoCloseable {
  private final BuildPlan plan;
  private final boolean extended;
  private final TreeSnapshot before;
  private final TemporaryDirectory temporary;
  private boolean kept;
  private boolean handedOver;

  private StagedVirtualenv(BuildPlan plan, boolean extended) {
    this.plan = plan;
    this.extended = extended;
    this.before = TreeSnapshot.of(tree(), Set.of());
    this.temporary =
        TemporaryDirectory.below(
            plan.machine().temporary(), plan.machine().tools().resolve("temporary"));
  }

  /** Begins a build; a virtualenv that is there and is not to be added to makes room. */
  public static StagedVirtualenv begin(BuildPlan plan) {
    Path tree = plan.target().staged();
    boolean present = Files.exists(tree.resolve("pyvenv.cfg"));
    if (present && !plan.extend()) {
      Trees.delete(tree);
    }
    return new StagedVirtualenv(plan, present && plan.extend());
  }

  BuildPlan plan() {
    return plan;
  }

  Path tree() {
    return plan.target().staged();
  }

  Path temporary() {
    return temporary.path();
  }

  /** Returns whether the virtualenv of an earlier call is there to be added to. */
  boolean extended() {
    return extended;
  }

  /** Returns {@code result}, and leaves the directory as it is by now, unless a signal came. */
  public <T> T keep(T result) {
    Interruption.check();
    kept = true;
    return result;
  }

  /** Returns what removes the temporary directory, which the caller has to do from now on. */
  public Runnable handOver() {
    handedOver = true;
    return temporary::close;
  }

  @Override
  public void close() {
    if (!handedOver) {
      temporary.close();
    }
    if (!kept && extended) {
      Trees.delete(tree());
    } else if (!kept) {
      before.removeAdditions();
    }
  }
}
