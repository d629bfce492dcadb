package org.dhvirtualenv.engine.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * Files of a tree, each with its size, time of modification and inode.
 *
 * <p>As a file: {@code SIZE NANOSECONDS INODE PATH} for each, the path relative to the tree, ended
 * by a NUL byte because names may have any other.
 */
public final class Manifest {
  /**
   * What changes when somebody writes to a file.
   *
   * @param size in bytes
   * @param modified in nanoseconds since the epoch
   * @param inode and its device, as text if it was read from a file
   */
  private record Mark(long size, long modified, Object inode) {
    boolean same(Mark other) {
      return size == other.size
          && modified == other.modified
          && (inode.equals(other.inode) || word().equals(other.word()));
    }

    /** Returns the inode as text without blanks. */
    private String word() {
      return String.valueOf(inode).replace(' ', '_');
    }

    @Override
    public String toString() {
      return size + " " + modified + " " + word();
    }
  }

  private static final Pattern ENTRY =
      Pattern.compile("(\\d{1,18}) (-?[1-8]?\\d{1,18}) (\\S+) (.+)", Pattern.DOTALL);

  private final Path tree;
  private final Map<String, Mark> marks;

  private Manifest(Path tree, Map<String, Mark> marks) {
    this.tree = tree;
    this.marks = marks;
  }

  /** Returns the tree whose files it remembers. */
  Path tree() {
    return tree;
  }

  /** Returns a manifest that remembers no file of {@code tree}. */
  public static Manifest empty(Path tree) {
    return new Manifest(tree, Map.of());
  }

  /** Looks at {@code files}, which lie in {@code tree}; those that are gone are left out. */
  public static Manifest of(Path tree, Collection<Path> files) {
    Map<String, Mark> marks =
        files.parallelStream()
            .map(file -> Map.entry(tree.relativize(file).toString(), mark(file)))
            .filter(entry -> entry.getValue().isPresent())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> entry.getValue().orElseThrow(), (a, b) -> a));
    return new Manifest(tree, marks);
  }

  /** Reads the manifest of {@code tree} from {@code file}; it remembers nothing without one. */
  public static Manifest read(Path file, Path tree) {
    if (!Files.isRegularFile(file)) {
      return empty(tree);
    }
    Map<String, Mark> marks = new HashMap<>();
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String entry : text.split("\0")) {
        Matcher fields = ENTRY.matcher(entry);
        if (fields.matches()) {
          long size = Long.parseLong(fields.group(1));
          marks.put(
              fields.group(4), new Mark(size, Long.parseLong(fields.group(2)), fields.group(3)));
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
    return new Manifest(tree, marks);
  }

  /** Writes it to {@code file}, which appears whole or not at all. */
  public void write(Path file) {
    StringBuilder text = new StringBuilder();
    marks.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> text.append(entry.getValue()).append(' ').append(entry.getKey()).append('\0'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
      Files.write(fresh, text.toString().getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Returns a manifest that also has {@code files}, as they are now. */
  public Manifest and(Collection<Path> files) {
    Map<String, Mark> all = new HashMap<>(marks);
    all.putAll(of(tree, files).marks);
    return new Manifest(tree, all);
  }

  /** Returns a manifest that also has what {@code earlier} remembers and nobody has touched. */
  public Manifest and(Manifest earlier) {
    Map<String, Mark> all = new HashMap<>(marks);
    earlier.marks.forEach(
        (file, known) -> {
          if (earlier.untouched(tree.resolve(file))) {
            all.putIfAbsent(file, known);
          }
        });
    return new Manifest(tree, all);
  }

  /** Returns the files that it remembers, touched or not. */
  public List<Path> files() {
    return marks.keySet().stream().map(tree::resolve).toList();
  }

  /** Returns whether {@code file} is remembered, touched or not. */
  public boolean has(Path file) {
    return marks.containsKey(tree.relativize(file).toString());
  }

  /** Returns whether {@code file} is remembered and nobody has touched it since. */
  public boolean untouched(Path file) {
    Mark known = marks.get(tree.relativize(file).toString());
    return known != null && mark(file).filter(known::same).isPresent();
  }

  /** Returns the same for a file whose attributes, as they are now, somebody knows. */
  public boolean untouched(Path file, BasicFileAttributes attributes) {
    Mark known = marks.get(tree.relativize(file).toString());
    return known != null && known.same(mark(attributes));
  }

  private static Mark mark(BasicFileAttributes at) {
    return new Mark(
        at.size(),
        at.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        Objects.requireNonNullElse(at.fileKey(), ""));
  }

  private static Optional<Mark> mark(Path file) {
    try {
      return Optional.of(
          mark(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException e) {
      return Optional.empty(); // gone, which is a change too
    }
  }
}
