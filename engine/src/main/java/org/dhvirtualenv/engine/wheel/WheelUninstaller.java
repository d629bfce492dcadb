package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.Set;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.model.DistributionName;

/**
 * Removes distributions from a virtualenv by their RECORD, and directories that this leaves empty.
 *
 * <p>Nothing outside of the tree is touched, whatever RECORD says.
 */
public final class WheelUninstaller {
  private final WheelScheme scheme;

  /** Creates one for the virtualenv of {@code scheme}. */
  public WheelUninstaller(WheelScheme scheme) {
    this.scheme = scheme;
  }

  /**
   * Removes those of {@code names} that are there.
   *
   * @throws org.dhvirtualenv.engine.error.EngineException if one has no RECORD; then nothing is
   *     removed
   */
  public void uninstall(Set<DistributionName> names) {
    InstalledFiles installed =
        new InstalledFiles(
            scheme,
            InstalledDistributions.in(scheme.tree()).all(),
            distribution ->
                DistributionName.valid(distribution.name())
                    && names.contains(new DistributionName(distribution.name())));
    Set<Path> files = installed.removed();
    TreeChange change = new TreeChange(scheme, () -> {});
    try {
      files.forEach(change::displace);
    } catch (RuntimeException e) {
      change.undo();
      throw e;
    }
    change.keep();
  }
}
