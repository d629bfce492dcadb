package org.dhvirtualenv.engine.relocate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.BuiltVirtualenv;
import org.dhvirtualenv.engine.phase.RelocatedVirtualenv;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;

/**
 * Moves a virtualenv from the staging root to its place on the target, in its words only.
 *
 * <p>Text files have the staging root taken out of every path. Files with a NUL byte are binary and
 * never changed. Afterwards a file that still holds the path of the staging root or of the source
 * directory fails the build, unless the packager has excused it. Running it twice changes nothing.
 */
public final class Relocator {
  /** The beginning of the URL of a local directory in direct_url.json (PEP 610). */
  private static final Pattern LOCAL_URL = Pattern.compile("\"url\"\\s*:\\s*\"file:");

  private static final int SHOWN = 10;

  private final Consumer<String> log;

  /** Creates a relocator; {@code log} is told which files the packager has excused. */
  public Relocator(Consumer<String> log) {
    this.log = log;
  }

  /** Rewrites {@code built} in place. */
  public RelocatedVirtualenv relocate(BuiltVirtualenv built) {
    VirtualenvSpec spec = built.spec();
    StagingRoot staging = spec.staging();
    Set<Path> roots = Set.of(staging.path(), spec.sourceDirectory());
    BuildPathScanner scanner = new BuildPathScanner(roots);
    LinkRewriter links = new LinkRewriter(staging, roots);
    PathMapping mapping = new PathMapping(staging.path(), Path.of("/"));
    ScriptRewriter scripts = new ScriptRewriter(spec.installPath());
    Set<Path> changed = new HashSet<>(built.changed());
    List<Path> hits = new ArrayList<>();
    Path executables = spec.staged().resolve("bin");
    for (Path path : Trees.walk(spec.staged())) {
      if (Files.isSymbolicLink(path)) {
        links.rewrite(path);
      } else if (Files.isRegularFile(path)) {
        boolean script = Trees.parent(path).equals(executables);
        Outcome outcome = rewrite(path, script, scanner, mapping, scripts);
        if (outcome == Outcome.CHANGED) {
          changed.add(path);
        } else if (outcome == Outcome.HOLDS_BUILD_PATH) {
          hits.add(path);
        }
      }
    }
    refuse(hits, spec);
    return new RelocatedVirtualenv(spec, built.interpreter(), changed);
  }

  private enum Outcome {
    KEPT,
    CHANGED,
    HOLDS_BUILD_PATH
  }

  private static Outcome rewrite(
      Path file,
      boolean script,
      BuildPathScanner scanner,
      PathMapping mapping,
      ScriptRewriter scripts) {
    try {
      boolean directUrl = file.endsWith("direct_url.json");
      boolean found = scanner.found(file);
      if (!found && !script && !directUrl) {
        return Outcome.KEPT;
      }
      byte[] before = Files.readAllBytes(file);
      if (directUrl && LOCAL_URL.matcher(new String(before, StandardCharsets.UTF_8)).find()) {
        Files.delete(file);
        return Outcome.CHANGED;
      }
      if (binary(before)) {
        return found ? Outcome.HOLDS_BUILD_PATH : Outcome.KEPT;
      }
      byte[] after = mapping.apply(before);
      if (script) {
        after = scripts.rewrite(after);
      }
      if (after != before) {
        Files.write(file, after);
      }
      if (found && scanner.found(after)) {
        return Outcome.HOLDS_BUILD_PATH;
      }
      return after == before ? Outcome.KEPT : Outcome.CHANGED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean binary(byte[] content) {
    for (byte b : content) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private void refuse(List<Path> hits, VirtualenvSpec spec) {
    List<PathMatcher> allowed =
        spec.allowedBuildPaths().stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    List<Path> refused = new ArrayList<>();
    for (Path hit : hits) {
      Path inside = spec.staged().relativize(hit);
      if (allowed.stream().anyMatch(glob -> glob.matches(inside))) {
        log.accept("excused by --allow-build-path: " + inside);
      } else {
        refused.add(inside);
      }
    }
    if (!refused.isEmpty()) {
      StringBuilder message = new StringBuilder("the build path is left in ");
      message.append(refused.size()).append(" file(s) of ").append(spec.installPath()).append(":");
      refused.stream().limit(SHOWN).forEach(file -> message.append("\n  | ").append(file));
      throw new EngineException(
          ExitCode.PACKAGING,
          message.toString(),
          "look for '"
              + spec.sourceDirectory()
              + "' in them; excuse a harmless one with"
              + " --allow-build-path=GLOB, relative to the virtualenv");
    }
  }
}
