package org.dhvirtualenv.engine.relocate;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.phase.BuiltVirtualenv;
import org.dhvirtualenv.engine.phase.RelocatedVirtualenv;
import org.dhvirtualenv.engine.phase.Relocation;
import org.dhvirtualenv.engine.relocate.FileRelocator.Outcome;

/**
 * Makes a virtualenv valid at its place on the target, in its words only; its directory stays.
 *
 * <p>Text files have the paths of moved trees replaced. Afterwards a file that still holds a
 * forbidden path fails the build, unless the packager has excused it. Running it twice changes
 * nothing. Files are read on all processors.
 */
public final class Relocator {
  private static final int SHOWN = 10;

  private final Consumer<String> log;

  /** Creates a relocator; {@code log} is told which files the packager has excused. */
  public Relocator(Consumer<String> log) {
    this.log = log;
  }

  /** Rewrites {@code built} in place. */
  public RelocatedVirtualenv relocate(BuiltVirtualenv built) {
    Relocation relocation = built.relocation();
    Trees.Listing listing = Trees.list(relocation.tree());
    LinkRewriter links = new LinkRewriter(relocation);
    listing.links().forEach(links::rewrite);
    FileRelocator files = new FileRelocator(relocation);
    Set<Path> changed = ConcurrentHashMap.newKeySet();
    changed.addAll(built.changed());
    Map<Path, String> left = new ConcurrentSkipListMap<>();
    listing.files().parallelStream()
        .forEach(
            file -> {
              Outcome outcome = files.relocate(file);
              if (outcome.changed()) {
                changed.add(file);
              }
              if (!outcome.context().isEmpty()) {
                left.put(relocation.tree().relativize(file), outcome.context());
              }
            });
    refuse(left, relocation);
    return new RelocatedVirtualenv(
        relocation.tree(), relocation.place(), built.interpreter(), changed, built.relations());
  }

  private void refuse(Map<Path, String> left, Relocation relocation) {
    List<PathMatcher> allowed =
        relocation.allowedBuildPaths().stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    StringBuilder lines = new StringBuilder();
    int refused = 0;
    for (Map.Entry<Path, String> hit : left.entrySet()) {
      if (allowed.stream().anyMatch(glob -> glob.matches(hit.getKey()))) {
        log.accept("excused by --allow-build-path: " + hit.getKey());
      } else if (++refused <= SHOWN) {
        lines.append("\n  | ").append(hit.getKey()).append(" (").append(hit.getValue()).append(')');
      }
    }
    if (refused > 0) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "the build path is left in "
              + refused
              + " file(s) of "
              + relocation.place()
              + ":"
              + lines,
          "look for "
              + String.join(
                  " and ",
                  relocation.forbidden().stream().map(path -> "'" + path + "'").sorted().toList())
              + " in them; excuse a harmless one with --allow-build-path=GLOB, relative to the"
              + " virtualenv");
    }
  }
}
