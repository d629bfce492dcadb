package org.dhvirtualenv.engine.relation;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.model.DistributionName;

/** Says which files an option is about: those of some distributions, or those with some paths. */
public final class FilePattern {
  private final String text;
  private final boolean ofPaths;
  private final PathMatcher matcher;

  /**
   * Creates a pattern.
   *
   * @param text with a slash, a glob of paths relative to the virtualenv; otherwise a glob of
   *     distribution names, compared in normalised form (PEP 503)
   */
  public FilePattern(String text) {
    this.text = text;
    ofPaths = text.contains("/");
    String glob = ofPaths ? text : DistributionName.normalised(text);
    matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  /** Returns whether the pattern is about {@code file}. */
  public boolean matches(TreeFile file) {
    return ofPaths
        ? matcher.matches(file.inside())
        : file.ownerName()
            .map(name -> matcher.matches(Path.of(DistributionName.normalised(name))))
            .orElse(false);
  }

  /** Returns the pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
