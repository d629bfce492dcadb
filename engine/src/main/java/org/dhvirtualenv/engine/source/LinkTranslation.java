package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Gives each symbolic link of the copy a target that means what the original one meant.
 *
 * <p>A link that stays inside the region is kept as it is. One that leads out of it becomes
 * absolute, and an absolute one into the region leads into the copy, so that nobody writes through
 * it into the original.
 */
final class LinkTranslation {
  private static final Path UP = Path.of("..");

  private final Region region;
  private final Queue<Path> changed = new ConcurrentLinkedQueue<>();

  LinkTranslation(Region region) {
    this.region = region;
  }

  /** Returns the target in the copy of {@code link}, whose directory has no links in its path. */
  Path translate(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    Path meant = meant(link, target);
    Path translated;
    if (!region.contains(meant)) {
      translated = target.isAbsolute() ? target : meant;
    } else if (target.isAbsolute() || leaves(link, target)) {
      translated = region.counterpart(meant);
    } else {
      translated = target;
    }
    if (!translated.equals(target)) {
      changed.add(link);
    }
    return translated;
  }

  /** Returns the links whose target is another one in the copy. */
  Queue<Path> changed() {
    return changed;
  }

  private static Path meant(Path link, Path target) {
    Path path = link.resolveSibling(target);
    if (upwardFirst(target)) {
      return path.normalize();
    }
    try {
      // after the name of a link, ".." is not the directory that the name stands in
      Path directory = path.getParent();
      return directory == null ? path : directory.toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      return path.normalize();
    }
  }

  /** Returns whether every ".." comes before every name, so that none can follow a link. */
  private static boolean upwardFirst(Path target) {
    boolean named = target.isAbsolute();
    for (Path name : target) {
      if (name.equals(UP) && named) {
        return false;
      }
      named |= !name.equals(UP);
    }
    return true;
  }

  /** Returns whether a relative target passes a place that the copy does not have. */
  private boolean leaves(Path link, Path target) {
    Path current = link.getParent();
    for (Path name : target) {
      current = current == null ? null : current.resolve(name).normalize();
      if (current == null || !region.contains(current)) {
        return true;
      }
    }
    return !upwardFirst(target);
  }
}
