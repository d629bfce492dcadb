package org.dhvirtualenv.engine.plan;

import java.util.List;

/**
 * A virtualenv that dh_virtualenv or debian/rules has made, and that is to be finished.
 *
 * @param target the package and the place
 * @param machine what the build machine offers
 * @param allowedBuildPaths globs of files, relative to the virtualenv, that may hold the build path
 */
public record FinishRequest(Target target, BuildMachine machine, List<String> allowedBuildPaths) {
  /** Copies the list. */
  public FinishRequest {
    allowedBuildPaths = List.copyOf(allowedBuildPaths);
  }
}
