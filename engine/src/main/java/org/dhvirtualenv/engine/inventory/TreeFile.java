package org.dhvirtualenv.engine.inventory;

import java.nio.file.Path;
import java.util.Optional;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.model.InstallPath;

/**
 * A file of the tree; two are equal if they are the same file.
 *
 * @param path where it is staged, without symbolic links
 * @param place where it will be on the target
 * @param inside its path relative to its virtualenv
 * @param owner the distribution that installed it
 */
public record TreeFile(Path path, InstallPath place, Path inside, Optional<Distribution> owner) {
  /** Returns the name of its distribution. */
  public Optional<String> ownerName() {
    return owner.map(Distribution::name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeFile file && path.equals(file.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /** Returns its place in quotes and its owner, for messages. */
  @Override
  public String toString() {
    return "'" + place + "' of " + owner.map(Distribution::toString).orElse("no distribution");
  }
}
