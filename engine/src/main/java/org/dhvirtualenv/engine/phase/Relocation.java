package org.dhvirtualenv.engine.phase;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.model.InstallPath;

/**
 * Says where a virtualenv is, where it will be, and which paths it must not name there.
 *
 * @param tree the virtualenv's directory on this machine
 * @param place where it will be on the target
 * @param moved trees of this machine, each with the path that it has on the target
 * @param forbidden trees of this machine that no file may name afterwards
 * @param allowedBuildPaths globs of files, relative to the virtualenv, that may name them
 */
public record Relocation(
    Path tree,
    InstallPath place,
    Map<Path, Path> moved,
    Set<Path> forbidden,
    List<String> allowedBuildPaths) {
  /** Copies the collections; the order of {@code moved} is kept. */
  public Relocation {
    moved = Collections.unmodifiableMap(new LinkedHashMap<>(moved));
    forbidden = Set.copyOf(forbidden);
    allowedBuildPaths = List.copyOf(allowedBuildPaths);
  }

  /** Returns where the file {@code staged} of the virtualenv will be on the target. */
  public InstallPath installed(Path staged) {
    return InstallPath.of(place.onTarget().resolve(tree.relativize(staged)));
  }
}
