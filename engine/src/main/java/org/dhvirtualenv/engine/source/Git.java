package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.source.Repositories.WorkTree;

/**
 * Asks git about the copy of a repository, never about the original.
 *
 * <p>The copy belongs to this user, so that git needs no permission to read it (safe.directory).
 * Where git is not installed, no back end can ask it either, and all answers are empty.
 */
final class Git {
  /** What has to be quoted in a pattern (gitignore(5)). */
  private static final Pattern SPECIAL = Pattern.compile("[\\\\*?\\[ ]");

  private static final List<String> LIST =
      List.of("git", "-c", "core.quotePath=false", "ls-files", "--");

  /**
   * Hides the paths that are its arguments, relative to the top of the work tree: first remembers
   * which of them are changed in the original, $0, by the copy's index.
   */
  private static final String HIDE =
      """
      set -e
      git config sparse.expectFilesOutsideOfPatterns true
      git --work-tree="$0" update-index -q --refresh || :
      git --work-tree="$0" diff-files --name-only --ignore-submodules=dirty -z -- "$@" >"$GIT_DIR/changed"
      git ls-files -z -- "$@" | git update-index -z --skip-worktree --stdin
      git update-index -z --no-skip-worktree --stdin <"$GIT_DIR/changed"
      rm "$GIT_DIR/changed"
      """;

  private final CommandRunner runner;

  Git(CommandRunner runner) {
    this.runner = runner;
  }

  /** Returns the tracked files of {@code tree} that match {@code pathspecs}. */
  List<String> list(WorkTree tree, List<String> pathspecs) {
    List<String> arguments = new ArrayList<>(LIST);
    arguments.addAll(pathspecs);
    return query(arguments, tree.copy());
  }

  /** Hides {@code paths}, relative to the top, in the copy of {@code tree}. */
  void hide(WorkTree tree, List<Path> paths) {
    List<String> arguments = new ArrayList<>(List.of("sh", "-c", HIDE, tree.original().toString()));
    arguments.addAll(paths.stream().map(path -> ":(top,literal)" + path).toList());
    query(arguments, tree.copy());
  }

  /** Adds {@code paths}, relative to the top, to what the copy of {@code tree} ignores. */
  void ignore(WorkTree tree, List<Path> paths) {
    Path exclude = tree.copy().resolve(GitDirectory.NAME).resolve("info/exclude");
    StringBuilder lines = new StringBuilder("\n");
    for (Path path : paths) {
      lines.append(SPECIAL.matcher("/" + path).replaceAll("\\\\$0")).append('\n');
    }
    try {
      Files.createDirectories(exclude.getParent());
      Files.writeString(
          exclude,
          lines,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw FileFailure.of(exclude, e);
    }
  }

  private List<String> query(List<String> words, Path copy) {
    List<String> arguments = new ArrayList<>(List.of("env"));
    SourceCopy.REPOSITORY_VARIABLES.forEach(name -> arguments.add("--unset=" + name));
    arguments.add("GIT_DIR=" + copy.resolve(GitDirectory.NAME));
    arguments.add("GIT_WORK_TREE=" + copy);
    arguments.addAll(words);
    try {
      CommandResult result = runner.query(new Command(arguments, copy, Map.of()));
      return result.succeeded() ? result.output() : List.of();
    } catch (EngineException e) {
      return List.of();
    }
  }
}
