package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.source.Skipped.Reason;

/** Copies the source directory of a project to where it is built. */
public final class SourceCopier {
  private static final Set<String> VERSION_CONTROL =
      Set.of(GitDirectory.NAME, ".hg", ".svn", ".bzr");

  private final CommandRunner runner;

  /** Creates a copier; {@code runner} runs cp and git. */
  public SourceCopier(CommandRunner runner) {
    this.runner = runner;
  }

  /** Copies {@code tree} into the empty directory {@code home}, which this user owns. */
  public SourceCopy copy(SourceTree tree, Path home) {
    Skipped skipped = new Skipped();
    try (Workers workers = new Workers()) {
      Path source = tree.directory().toRealPath();
      if (source.getNameCount() == 0) {
        throw new EngineException(
            ExitCode.PACKAGING,
            "the source directory is the root directory",
            "name the directory of the project with --sourcedirectory");
      }
      Path limit = limit(source, tree.buildTree().toRealPath(), home, skipped);
      NamedPaths named = new NamedPaths(tree, source, limit);
      Region region = Region.of(source, limit, named, home.toRealPath());
      return copy(tree, region, named.absolute(), workers, skipped);
    } catch (IOException e) {
      throw FileFailure.of(tree.directory(), e);
    }
  }

  private SourceCopy copy(
      SourceTree tree, Region region, Set<Path> requirements, Workers workers, Skipped skipped) {
    FileCopier files = new FileCopier(runner, skipped);
    LinkTranslation links = new LinkTranslation(region);
    TreeCopier trees = new TreeCopier(files, links, skipped, workers);
    Repositories repositories =
        new Repositories(new Git(runner), () -> new TreeCopier(files, links, skipped, workers));
    SourceSelection selection = new SourceSelection(tree, region.home(), repositories, skipped);
    Surroundings surroundings = new Surroundings(region, selection, trees);
    if (region.leadsTo(region.top())) {
      surroundings.make(region.top());
    }
    for (Path root : region.roots()) {
      trees.copy(root, region.counterpart(root), selection);
    }
    trees.finish();
    repositories.ignore(surroundings.linked());
    List<Path> others = new ArrayList<>(surroundings.linked());
    others.addAll(links.changed());
    SourceCopy copy = new SourceCopy(tree, region, skipped.findings());
    others.addAll(new RequirementsTranslator(region, copy).translate(requirements));
    repositories.hide(others);
    return copy;
  }

  /** Returns the outermost of the top of the repository, the build tree and the source. */
  private static Path limit(Path source, Path buildTree, Path home, Skipped skipped)
      throws IOException {
    Path limit = source.startsWith(buildTree) ? buildTree : source;
    Object device = device(source);
    for (Path path = source;
        path != null && path.getNameCount() > 0 && device(path).equals(device);
        path = path.getParent()) {
      Path directory = path;
      if (VERSION_CONTROL.stream().anyMatch(name -> Files.exists(directory.resolve(name)))) {
        if (trusted(directory, source, home)) {
          return limit.startsWith(directory) ? directory : limit;
        }
        skipped.add(Reason.FOREIGN, directory);
        return limit;
      }
    }
    return limit;
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev");
  }

  /**
   * Returns whether what git would run for the repository {@code directory} may be run: it belongs
   * to root, to this user or to whoever owns the source, which is run anyway.
   */
  private static boolean trusted(Path directory, Path source, Path home) throws IOException {
    Set<Object> owners = new HashSet<>(List.of(0, owner(home), owner(source)));
    Path repository = directory.resolve(GitDirectory.NAME);
    return directory.equals(source)
        || (owners.contains(owner(directory))
            && (!Files.exists(repository) || owners.contains(owner(repository))));
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
