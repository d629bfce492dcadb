package org.dhvirtualenv.engine.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.dhvirtualenv.engine.error.FileFailure;

/** Lists a directory, and those in it as tasks of their own. */
final class TreeWalk extends RecursiveAction {
  private static final long serialVersionUID = 1;

  private final transient Path directory;
  private final boolean needed;
  private final transient Trees.Listing listing;

  /**
   * Creates a walk.
   *
   * @param needed whether a directory that does not exist fails; otherwise it has vanished
   * @param listing takes what is found, from several threads
   */
  TreeWalk(Path directory, boolean needed, Trees.Listing listing) {
    this.directory = directory;
    this.needed = needed;
    this.listing = listing;
  }

  @Override
  protected void compute() {
    List<TreeWalk> below = new ArrayList<>();
    Trees.Listing here = new Trees.Listing(new ArrayList<>(), new ArrayList<>());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        look(entry, here, below);
      }
    } catch (DirectoryIteratorException e) {
      throw FileFailure.of(directory, Objects.requireNonNull(e.getCause()));
    } catch (NoSuchFileException e) {
      if (needed) {
        throw FileFailure.of(directory, e);
      }
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
    synchronized (listing) {
      listing.found().addAll(here.found());
      listing.links().addAll(here.links());
    }
    ForkJoinTask.invokeAll(below);
  }

  private void look(Path entry, Trees.Listing here, List<TreeWalk> below) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return; // it has vanished
    }
    if (attributes.isDirectory()) {
      below.add(new TreeWalk(entry, false, listing));
    } else if (attributes.isSymbolicLink()) {
      here.links().add(entry);
    } else if (attributes.isRegularFile()) {
      here.found().add(new Trees.Found(entry, attributes));
    }
  }
}
