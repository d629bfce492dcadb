package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Makes the directories above what is copied, up to the top of the repository or the build tree.
 *
 * <p>Files beside are copied, directories beside are links to the original ones: a project may read
 * {@code ../LICENSE} or {@code ../common/version.txt} without the whole of a large repository being
 * copied.
 */
final class Surroundings {
  /** Files above this size, in bytes, are linked like directories. */
  private static final long LARGEST = 1 << 20;

  private final Region region;
  private final SourceSelection selection;
  private final TreeCopier trees;
  private final List<Path> linked = new ArrayList<>();

  Surroundings(Region region, SourceSelection selection, TreeCopier trees) {
    this.region = region;
    this.selection = selection;
    this.trees = trees;
  }

  /** Makes {@code directory}, which leads to something that is copied, and what is in it. */
  void make(Path directory) {
    Path copy = region.counterpart(directory);
    try {
      Files.createDirectories(copy);
      if (directory.startsWith(region.limit())) {
        selection.enter(directory, copy);
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          if (region.leadsTo(entry)) {
            make(entry);
          } else if (region.shows(entry) && !region.copies(entry)) {
            show(entry);
          }
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }

  /** Returns the directories and large files that are links to the original ones. */
  List<Path> linked() {
    return linked;
  }

  private void show(Path entry) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Path copy = region.counterpart(entry);
    boolean small = attributes.size() <= LARGEST;
    if (attributes.isDirectory() || (attributes.isRegularFile() && !small)) {
      if (!selection.omitsDirectory(entry)) {
        Files.createSymbolicLink(copy, entry);
        linked.add(entry);
      }
    } else if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
      trees.copy(entry, copy, selection);
    }
  }
}
