package org.dhvirtualenv.engine.relocate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.phase.Relocation;

/**
 * Makes symbolic links point to where their target will be.
 *
 * <p>Absolute links into a moved tree become relative ones; links to the system, such as {@code
 * bin/python3}, stay; a link to any other part of the build tree is refused.
 */
final class LinkRewriter {
  private final Relocation relocation;

  LinkRewriter(Relocation relocation) {
    this.relocation = relocation;
  }

  void rewrite(Path link) {
    try {
      Path text = Files.readSymbolicLink(link);
      Path target = Trees.parent(link).resolve(text).normalize();
      Optional<Path> moved = moved(target);
      if (moved.isPresent()) {
        if (text.isAbsolute()) {
          Path here = Trees.parent(relocation.installed(link).onTarget());
          Files.delete(link);
          Files.createSymbolicLink(link, here.relativize(moved.get()));
        }
      } else if (relocation.forbidden().stream().anyMatch(target::startsWith)) {
        throw new EngineException(
            ExitCode.PACKAGING,
            "'" + relocation.installed(link) + "' is a link into the build tree: '" + text + "'",
            "install the file itself instead of a link to it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where a file in a moved tree will be. */
  private Optional<Path> moved(Path target) {
    for (Map.Entry<Path, Path> move : relocation.moved().entrySet()) {
      if (target.startsWith(move.getKey())) {
        return Optional.of(move.getValue().resolve(move.getKey().relativize(target)).normalize());
      }
    }
    return Optional.empty();
  }
}
