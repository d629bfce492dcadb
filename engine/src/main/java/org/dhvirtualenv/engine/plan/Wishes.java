package org.dhvirtualenv.engine.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.model.ByteSize;

/**
 * What the packager wants to have installed, not yet checked against the source package.
 *
 * @param sourceDirectory where the project is; relative paths below are relative to it
 * @param preinstall arguments for pip that come before everything else
 * @param requirements the requirements or lock file if one was named
 * @param extras extras of the project, perhaps several with commas between them
 * @param groups dependency groups of a lock file
 * @param skipProject whether the project itself is left out
 * @param pipArguments arguments for every call of pip
 * @param maxUnpacked how large the wheels of one call of pip may be when they are unpacked
 * @param pip which pip it is
 * @param index where pip looks
 */
public record Wishes(
    Path sourceDirectory,
    List<String> preinstall,
    Optional<String> requirements,
    List<String> extras,
    List<String> groups,
    boolean skipProject,
    List<String> pipArguments,
    ByteSize maxUnpacked,
    PipChoice pip,
    Index index) {
  /** Copies the lists. */
  public Wishes {
    preinstall = List.copyOf(preinstall);
    extras = List.copyOf(extras);
    groups = List.copyOf(groups);
    pipArguments = List.copyOf(pipArguments);
  }
}
