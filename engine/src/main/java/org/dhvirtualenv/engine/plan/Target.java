package org.dhvirtualenv.engine.plan;

import java.nio.file.Path;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * The binary package that gets a virtualenv.
 *
 * @param name the package
 * @param architectureAll whether it is {@code Architecture: all}
 * @param staging its staging root
 * @param place the virtualenv's place on the target
 */
public record Target(
    PackageName name, boolean architectureAll, StagingRoot staging, InstallPath place) {
  /** Returns where the virtualenv is made on this machine. */
  public Path staged() {
    return staging.locate(place);
  }
}
