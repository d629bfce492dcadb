package org.dhvirtualenv.engine.relocate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * Makes symbolic links point to where their target will be.
 *
 * <p>Links into the staging root become relative ones; links to the system, such as {@code
 * bin/python3}, stay; a link to any other part of the build tree is refused.
 */
final class LinkRewriter {
  private final StagingRoot staging;
  private final Set<Path> buildRoots;

  LinkRewriter(StagingRoot staging, Set<Path> buildRoots) {
    this.staging = staging;
    this.buildRoots = buildRoots;
  }

  void rewrite(Path link) {
    try {
      Path text = Files.readSymbolicLink(link);
      Path target = Trees.parent(link).resolve(text).normalize();
      if (staging.contains(target)) {
        if (text.isAbsolute()) {
          Files.delete(link);
          Files.createSymbolicLink(link, Trees.parent(link).relativize(target));
        }
      } else if (buildRoots.stream().anyMatch(target::startsWith)) {
        throw new EngineException(
            ExitCode.PACKAGING,
            "'" + staging.installed(link) + "' is a link into the build tree: '" + text + "'",
            "install the file itself instead of a link to it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
