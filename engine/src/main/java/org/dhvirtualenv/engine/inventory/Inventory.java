package org.dhvirtualenv.engine.inventory;

import java.util.List;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.model.ExternalRequirement;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * What a finished tree holds.
 *
 * @param root what stands for the target's root directory
 * @param distributions what is installed
 * @param objects executables and shared objects, in the order of their paths
 * @param damaged those that cannot be read
 * @param loads what is declared to be loaded at run time
 * @param externals what is declared to be needed besides distributions
 */
public record Inventory(
    StagingRoot root,
    List<Distribution> distributions,
    List<LoadableObject> objects,
    List<DamagedObject> damaged,
    List<RunTimeLoad> loads,
    List<ExternalRequirement> externals) {
  /** Copies the lists. */
  public Inventory {
    distributions = List.copyOf(distributions);
    objects = List.copyOf(objects);
    damaged = List.copyOf(damaged);
    loads = List.copyOf(loads);
    externals = List.copyOf(externals);
  }

  /** Returns the same with more that is declared to be needed. */
  public Inventory with(List<ExternalRequirement> more) {
    List<ExternalRequirement> all = Stream.of(externals, more).flatMap(List::stream).toList();
    return new Inventory(root, distributions, objects, damaged, loads, all);
  }
}
