package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * The data of a git repository that belong to a directory (gitrepository-layout(5)).
 *
 * @param own what this work tree has for itself: HEAD, the index
 * @param common what all work trees of the repository share: refs, configuration, objects; the same
 *     directory unless the work tree comes from git-worktree(1)
 */
record GitDirectory(Path own, Path common) {
  static final String NAME = ".git";

  /** What the copy does without: objects are borrowed, the rest is of no use to a build. */
  private static final Set<String> LEFT_OUT =
      Set.of("objects", "modules", "worktrees", "hooks", "lfs", "annex", "commondir", "gitdir");

  private static final Set<String> OWN = Set.of("HEAD", "index", "config.worktree", "ORIG_HEAD");
  private static final Path ANNEX = Path.of("annex");

  /**
   * Wins over what the original's configuration says: programs of the user are not run, and the
   * work tree is the directory around.
   */
  private static final String SETTINGS =
      "\n[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = false\n\thooksPath = /dev/null\n";

  /** Returns the repository of {@code directory} if that is the top of a work tree. */
  static Optional<GitDirectory> at(Path directory) {
    Path entry = directory.resolve(NAME);
    try {
      if (Files.isRegularFile(entry)) {
        String text = Files.readString(entry, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("gitdir:")) {
          return Optional.empty();
        }
        entry = directory.resolve(text.substring("gitdir:".length()).strip());
      }
      if (!Files.isRegularFile(entry.resolve("HEAD"))) {
        return Optional.empty();
      }
      Path own = entry.toRealPath();
      Path pointer = own.resolve("commondir");
      Path common =
          Files.isRegularFile(pointer)
              ? own.resolve(Files.readString(pointer, StandardCharsets.UTF_8).strip()).toRealPath()
              : own;
      return Files.isDirectory(common.resolve("objects"))
          ? Optional.of(new GitDirectory(own, common))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // git could not read it either
    }
  }

  /** Makes the directory {@code copy} a repository of its own that borrows this one's objects. */
  void copy(Path copy, TreeCopier trees) {
    trees.copy(own, copy, new Part(own, copy, Set.of()));
    trees.finish();
    if (!own.equals(common)) {
      trees.copy(common, copy, new Part(common, copy, OWN));
      trees.finish();
    }
    try {
      Path alternates = copy.resolve("objects/info/alternates");
      Files.createDirectories(alternates.getParent());
      Files.createDirectories(copy.resolve("objects/pack"));
      Files.writeString(alternates, line(common.resolve("objects")), StandardCharsets.UTF_8);
      append(copy.resolve("config"), SETTINGS);
      if (Files.exists(copy.resolve("config.worktree"))) {
        append(copy.resolve("config.worktree"), SETTINGS);
      }
      if (Files.isDirectory(common.resolve(ANNEX))) {
        Files.createSymbolicLink(copy.resolve(ANNEX), common.resolve(ANNEX));
      }
    } catch (IOException e) {
      throw FileFailure.of(copy, e);
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Returns a line of objects/info/alternates; a path that begins with a quote is quoted in C. */
  private static String line(Path objects) {
    String path = objects.toString();
    return path.contains("\n")
        ? "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"\n"
        : path + "\n";
  }

  /** What is not left out, does not belong to another work tree and is not there yet. */
  private record Part(Path root, Path copy, Set<String> others) implements Selection {
    @Override
    public boolean omitsFile(Path path) {
      return omitsDirectory(path) || Files.exists(copy.resolve(root.relativize(path)));
    }

    @Override
    public boolean omitsDirectory(Path path) {
      String name = String.valueOf(path.getFileName());
      boolean topmost = root.equals(path.getParent());
      return (topmost && (LEFT_OUT.contains(name) || others.contains(name)))
          || name.endsWith(".lock")
          || name.endsWith(".ipc");
    }
  }
}
