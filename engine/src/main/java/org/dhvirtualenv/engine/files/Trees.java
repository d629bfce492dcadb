package org.dhvirtualenv.engine.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.dhvirtualenv.engine.error.FileFailure;

/** Walks and removes trees; symbolic links are never followed. */
public final class Trees {
  private Trees() {}

  /** Returns the directory of {@code file}, which is not the root directory. */
  public static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  /**
   * A regular file.
   *
   * @param path where it is
   * @param attributes what it was when somebody looked
   */
  public record Found(Path path, BasicFileAttributes attributes) {}

  /**
   * What is in a tree.
   *
   * @param found regular files
   * @param links symbolic links
   */
  public record Listing(List<Found> found, List<Path> links) {
    /** Returns the regular files. */
    public List<Path> files() {
      return found.stream().map(Found::path).toList();
    }
  }

  /**
   * Returns the files and links below {@code root}, in no order, with one look at each, on all
   * processors.
   *
   * <p>Entries that vanish meanwhile are left out; a directory that cannot be read fails.
   */
  public static Listing list(Path root) {
    Listing listing = new Listing(new ArrayList<>(), new ArrayList<>());
    if (Files.isSymbolicLink(root)) {
      listing.links().add(root);
      return listing;
    }
    ForkJoinPool.commonPool().invoke(new TreeWalk(root, true, listing));
    return listing;
  }

  /** Returns the regular files below {@code root}, sorted by name. */
  public static List<Path> regularFiles(Path root) {
    return list(root).files().stream().sorted().toList();
  }

  /**
   * Removes {@code root} and everything below it; nothing happens if it does not exist.
   *
   * <p>Directories without permissions are no obstacle as long as their owner is this user.
   */
  public static void delete(Path root) {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      TreeRemover.remove(root);
    } catch (IOException e) {
      throw FileFailure.of(root, e);
    }
  }
}
