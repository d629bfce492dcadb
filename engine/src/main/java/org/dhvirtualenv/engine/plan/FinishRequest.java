package org.dhvirtualenv.engine.plan;

import java.util.List;
import org.dhvirtualenv.engine.model.Leniency;

/**
 * A virtualenv that dh_virtualenv or debian/rules has made, and that is to be finished.
 *
 * @param target the package and the place
 * @param machine what the build machine offers
 * @param allowedBuildPaths globs of files, relative to the virtualenv, that may hold the build path
 * @param leniency which requirements of what is installed need not be met
 */
public record FinishRequest(
    Target target, BuildMachine machine, List<String> allowedBuildPaths, Leniency leniency) {
  /** Copies the list. */
  public FinishRequest {
    allowedBuildPaths = List.copyOf(allowedBuildPaths);
  }
}
