package org.dhvirtualenv.engine.smoke;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * The plan of a root directory that has some files of the build machine, each at the same place as
 * there, and staged packages at the places that they will have.
 *
 * <p>Directories are new ones; files are to be mounted, which costs no copy and works for users who
 * may not link to them. Links are made anew, those on the way to a file too.
 */
public final class PrivateRoot {
  private static final Path TOP = Path.of("/");
  private static final Path CONTROL = Path.of("/DEBIAN");
  private static final int MOST_LINKS = 40; // as many as the kernel follows

  private final SortedMap<Path, Entry> entries = new TreeMap<>();
  private final Map<Path, Path> places = new HashMap<>(Map.of(TOP, TOP));

  /** Returns what there is, parents before children. */
  SortedMap<Path, Entry> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  /** Returns whether {@code path} leads to something, links aside that point to nothing. */
  boolean has(Path path) {
    return has(path, 0);
  }

  private boolean has(Path path, int links) {
    if (path.equals(TOP)) {
      return true;
    }
    Path walked = TOP;
    for (Path name : path) {
      walked = walked.resolve(name).normalize();
      Entry entry = entries.get(walked);
      if (entry instanceof Entry.Link link) {
        Path rest = walked.relativize(path.normalize());
        Path target = walked.resolveSibling(link.target());
        return links < MOST_LINKS && has(target.resolve(rest).normalize(), links + 1);
      }
      if (entry instanceof Entry.Mount mount) {
        return Files.exists(mount.source().resolve(walked.relativize(path.normalize())));
      }
      if (entry == null) {
        return false;
      }
    }
    return true;
  }

  /** Adds the file, link or directory of the build machine at {@code path}, if there is one. */
  void add(Path path) {
    if (path.getNameCount() == 0 || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      place(path);
      return;
    }
    Path place = place(Trees.parent(path)).resolve(path.getFileName());
    if (Files.isSymbolicLink(place)) {
      entries.putIfAbsent(place, new Entry.Link(target(place)));
    } else if (Files.isRegularFile(place)) {
      entries.putIfAbsent(place, new Entry.Mount(place));
    }
  }

  /** Adds the directory at {@code path} with all that is in it. */
  void addWhole(Path path) {
    Path place = place(Trees.parent(path)).resolve(path.getFileName());
    entries.keySet().removeIf(inside -> inside.startsWith(place));
    entries.put(place, new Entry.Mount(place));
  }

  /** Adds a link, in the place of what is there. */
  void link(Path path, Path target) {
    entries.put(place(Trees.parent(path)).resolve(path.getFileName()), new Entry.Link(target));
  }

  /** Lays the staged package {@code tree} over what is there. */
  public void lay(Path tree) {
    lay(tree, TOP);
  }

  private void lay(Path directory, Path onTarget) {
    for (Path child : children(directory)) {
      Path target = onTarget.resolve(child.getFileName());
      if (target.equals(CONTROL)) {
        continue;
      }
      Path place = place(onTarget).resolve(child.getFileName());
      if (Files.isSymbolicLink(child)) {
        entries.put(place, new Entry.Link(target(child)));
      } else if (Files.isDirectory(child) && entries.containsKey(place(target))) {
        open(place(target));
        lay(child, target);
      } else {
        entries.put(place, new Entry.Mount(child));
        places.put(target, place);
      }
    }
  }

  /** Lets the directory at {@code place} be one into which something else can be put as well. */
  private void open(Path place) {
    if (entries.get(place) instanceof Entry.Mount mount) {
      entries.put(place, new Entry.Directory());
      lay(mount.source(), place);
    }
  }

  /**
   * Returns where the directory {@code path} is when all links of the build machine are followed,
   * and adds these and the directories.
   */
  private Path place(Path path) {
    Path known = places.get(path);
    if (known != null) {
      return known;
    }
    Path parent = path.getParent();
    Path place = (parent == null ? TOP : place(parent)).resolve(path.getFileName());
    Path result = place;
    if (Files.isSymbolicLink(place) && Files.isDirectory(place)) {
      Path target = target(place);
      entries.putIfAbsent(place, new Entry.Link(target));
      result = place(place.resolveSibling(target).normalize());
    } else if (Files.isDirectory(place)) {
      entries.putIfAbsent(place, new Entry.Directory());
    }
    places.put(path, result);
    return result;
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      throw FileFailure.of(link, e);
    }
  }

  static List<Path> children(Path directory) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(children::add);
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
    Collections.sort(children);
    return children;
  }
}
