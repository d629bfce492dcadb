package org.dhvirtualenv.engine.inventory;

import java.util.List;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * What a finished tree holds.
 *
 * @param root what stands for the target's root directory
 * @param distributions what is installed
 * @param objects executables and shared objects, in the order of their paths
 * @param damaged those that cannot be read
 * @param loads what is declared to be loaded at run time
 */
public record Inventory(
    StagingRoot root,
    List<Distribution> distributions,
    List<LoadableObject> objects,
    List<DamagedObject> damaged,
    List<RunTimeLoad> loads) {
  /** Copies the lists. */
  public Inventory {
    distributions = List.copyOf(distributions);
    objects = List.copyOf(objects);
    damaged = List.copyOf(damaged);
    loads = List.copyOf(loads);
  }
}
