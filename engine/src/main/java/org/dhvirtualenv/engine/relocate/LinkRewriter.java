package org.dhvirtualenv.engine.relocate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.Virtualenv;

/**
 * Makes symbolic links point to where their target will be.
 *
 * <p>Absolute links into a moved tree become relative ones; links to the system, such as {@code
 * bin/python3}, stay; a link to any other part of the build tree is an error.
 */
final class LinkRewriter {
  private final Virtualenv virtualenv;
  private final BuildPaths paths;
  private final Findings findings;

  LinkRewriter(Virtualenv virtualenv, BuildPaths paths, Findings findings) {
    this.virtualenv = virtualenv;
    this.paths = paths;
    this.findings = findings;
  }

  void rewrite(Path link) {
    try {
      Path text = Files.readSymbolicLink(link);
      Path target = Trees.parent(link).resolve(text).normalize();
      Optional<Path> moved = moved(target);
      if (moved.isPresent()) {
        if (text.isAbsolute()) {
          Path here = Trees.parent(virtualenv.installed(link).onTarget());
          Files.delete(link);
          Files.createSymbolicLink(link, here.relativize(moved.get()));
        }
      } else if (paths.forbidden().stream().anyMatch(target::startsWith)) {
        findings.add(
            Finding.error(
                virtualenv.installed(link).toString(),
                "'"
                    + virtualenv.installed(link)
                    + "' is a link into the build tree: '"
                    + text
                    + "'",
                "install the file itself instead of a link to it"));
      }
    } catch (IOException e) {
      throw FileFailure.of(link, e);
    }
  }

  /** Returns where a file in a moved tree will be. */
  private Optional<Path> moved(Path target) {
    for (Map.Entry<Path, Path> move : paths.moved().entrySet()) {
      if (target.startsWith(move.getKey())) {
        return Optional.of(move.getValue().resolve(move.getKey().relativize(target)).normalize());
      }
    }
    return Optional.empty();
  }
}
