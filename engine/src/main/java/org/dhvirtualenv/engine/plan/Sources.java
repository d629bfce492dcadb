package org.dhvirtualenv.engine.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.model.ByteSize;
import org.dhvirtualenv.engine.model.DistributionName;

/**
 * What is installed, in this order: preinstalled requirements, requirements file, project.
 *
 * @param directory the directory to which relative paths refer
 * @param preinstall arguments for pip
 * @param requirements an existing file: a requirements file or a lock file
 * @param project whether {@code directory} is a project that is to be installed
 * @param extras extras of the project (PEP 508)
 * @param groups dependency groups of the lock file (PEP 735)
 * @param pipArguments arguments for every call of pip
 * @param maxUnpacked how large the wheels of one call of pip may be when they are unpacked
 * @param pip which pip it is
 * @param index where pip looks
 */
public record Sources(
    Path directory,
    List<String> preinstall,
    Optional<Path> requirements,
    boolean project,
    List<DistributionName> extras,
    List<DistributionName> groups,
    List<String> pipArguments,
    ByteSize maxUnpacked,
    PipChoice pip,
    Index index) {
  /** Copies the lists. */
  public Sources {
    preinstall = List.copyOf(preinstall);
    extras = List.copyOf(extras);
    groups = List.copyOf(groups);
    pipArguments = List.copyOf(pipArguments);
  }

  /** Returns the lock file; empty if the requirements are no lock file. */
  public Optional<Path> lock() {
    return requirements.filter(file -> LockFormat.of(file).isPresent());
  }
}
