package org.dhvirtualenv.engine.relation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.Knowledge;
import org.dhvirtualenv.engine.model.Strength;

/**
 * What the packager and the build want of the relations.
 *
 * @param recommended files whose needs are Recommends; those of all other files are Depends
 * @param suggested files whose needs are Suggests
 * @param ignored files that may need what they like, and be what they like
 * @param optional files that may miss libraries, and whose needs are Suggests
 * @param ignoredLibraries sonames that may be missing
 * @param dlopen what to do about libraries that Python code loads by name
 * @param buildDependencies the versions that Build-Depends ask for
 * @param countSymbolVersions whether a needed symbol version counts as a used symbol, as it does
 *     for a dpkg-shlibdeps in which Debian bug 1122107 is fixed
 * @param knowledge of needs that objects do not tell
 */
public record Policy(
    List<FilePattern> recommended,
    List<FilePattern> suggested,
    List<FilePattern> ignored,
    List<FilePattern> optional,
    Set<String> ignoredLibraries,
    DlopenAction dlopen,
    MinimalVersions buildDependencies,
    boolean countSymbolVersions,
    Knowledge knowledge) {
  /** Copies the collections. */
  public Policy {
    recommended = List.copyOf(recommended);
    suggested = List.copyOf(suggested);
    ignored = List.copyOf(ignored);
    optional = List.copyOf(optional);
    ignoredLibraries = Set.copyOf(ignoredLibraries);
  }

  /** Returns how much the package needs what {@code file} needs; empty if the file is ignored. */
  Optional<Strength> strength(TreeFile file) {
    if (any(ignored, file)) {
      return Optional.empty();
    }
    if (any(suggested, file) || optional(file)) {
      return Optional.of(Strength.SUGGESTS);
    }
    return Optional.of(any(recommended, file) ? Strength.RECOMMENDS : Strength.DEPENDS);
  }

  /** Returns whether {@code file} may miss libraries. */
  boolean optional(TreeFile file) {
    return any(optional, file);
  }

  private static boolean any(List<FilePattern> patterns, TreeFile file) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(file));
  }

  /** Returns all patterns. */
  Stream<FilePattern> patterns() {
    return Stream.of(recommended, suggested, ignored, optional).flatMap(List::stream);
  }
}
