package org.dhvirtualenv.engine.relocate;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.objects.CleanedVirtualenv;
import org.dhvirtualenv.engine.relocate.FileRelocator.Outcome;
import org.dhvirtualenv.engine.relocate.FileRelocator.Trace;
import org.dhvirtualenv.engine.state.Manifest;

/**
 * Makes a virtualenv valid at its place on the target, in its words only; its directory stays.
 *
 * <p>Text files have the paths of moved trees replaced. A file that still holds a forbidden path
 * afterwards is an error, unless the packager has excused it. Files that are known to name none are
 * not looked at. Running it twice changes nothing. Files are read on all processors.
 */
public final class Relocator {
  private final Findings findings;

  /** Creates a relocator that tells {@code findings} where build paths are left. */
  public Relocator(Findings findings) {
    this.findings = findings;
  }

  /** Rewrites a virtualenv in place. */
  public RelocatedVirtualenv relocate(CleanedVirtualenv cleaned) {
    return relocate(
        Virtualenv.atPlace(
            cleaned.virtualenv().tree(),
            cleaned.virtualenv().place(),
            cleaned.virtualenv().interpreter()),
        cleaned.buildPaths(),
        cleaned::untold,
        cleaned.manifest(),
        cleaned.changed(),
        cleaned.relations());
  }

  /**
   * Leaves a virtualenv valid where it is, because somebody goes on working in it; only the
   * temporary directory, which nobody will know later, is forgotten.
   */
  public RelocatedVirtualenv stay(CleanedVirtualenv cleaned) {
    return relocate(
        cleaned.virtualenv(),
        cleaned.buildPaths().onlyTemporary(),
        cleaned::untold,
        cleaned.manifest(),
        cleaned.changed(),
        cleaned.relations());
  }

  RelocatedVirtualenv relocate(
      Virtualenv virtualenv,
      BuildPaths paths,
      Predicate<Path> untold,
      Manifest manifest,
      Set<Path> before,
      List<Relation> relations) {
    Trees.Listing listing = Trees.list(virtualenv.tree());
    LinkRewriter links = new LinkRewriter(virtualenv, paths, findings);
    listing.links().forEach(links::rewrite);
    FileRelocator files = new FileRelocator(virtualenv, paths);
    List<PathMatcher> allowed =
        paths.allowed().stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    Set<Path> changed = ConcurrentHashMap.newKeySet();
    changed.addAll(before);
    listing.found().parallelStream()
        .filter(found -> !manifest.untouched(found.path(), found.attributes()))
        .map(Trees.Found::path)
        .filter(file -> !untold.test(file))
        .forEach(
            file -> {
              Outcome outcome = files.relocate(file);
              if (outcome.changed()) {
                changed.add(file);
              }
              if (outcome.trace() != Trace.NONE) {
                Path inside = virtualenv.tree().relativize(file);
                boolean excused = allowed.stream().anyMatch(glob -> glob.matches(inside));
                findings.add(excused ? excused(inside) : left(inside, outcome, virtualenv, paths));
              }
            });
    return new RelocatedVirtualenv(virtualenv, manifest, changed, relations);
  }

  private static Finding excused(Path inside) {
    return Finding.note(inside.toString(), "excused by --allow-build-path: " + inside);
  }

  private static Finding left(
      Path inside, Outcome outcome, Virtualenv virtualenv, BuildPaths paths) {
    String context = outcome.context();
    if (outcome.trace() == Trace.COPY) {
      return Finding.error(
          inside.toString(),
          "the directory where the project was built is named in '" + inside + "'",
          "nothing will be there: let the program look for its files beside __file__ or with"
              + " importlib.resources; excuse a harmless file with --allow-build-path=GLOB,"
              + " relative to the virtualenv");
    }
    if (outcome.trace() == Trace.TEMPORARY) {
      return Finding.warning(
          inside.toString(),
          "a temporary directory of the build is named in '" + inside + "' (" + context + ")",
          "it means nothing on the target, and the next build may have another one; excuse it with"
              + " --allow-build-path=GLOB, or tell the build back end to forget its directory");
    }
    List<String> names = paths.forbidden().stream().map(path -> "'" + path + "'").sorted().toList();
    return Finding.error(
        inside.toString(),
        "the build path is left in '"
            + inside
            + "' of "
            + virtualenv.place()
            + " ("
            + context
            + ")",
        "look for "
            + String.join(" and ", names)
            + " in it; excuse a harmless file with --allow-build-path=GLOB, relative to the"
            + " virtualenv");
  }
}
