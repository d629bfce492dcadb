package org.dhvirtualenv.engine.phase;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * A package's finished virtualenvs, whose native code is to be looked at.
 *
 * @param staging the package's staging root
 * @param virtualenvs where they will be on the target
 * @param sourceDirectory the directory that holds debian/
 * @param ignoredLibraries sonames that may be missing
 * @param rules how strong the dependencies of some objects are; all others are Depends
 * @param dynamicLoading what to do about libraries that Python code loads by name
 */
public record StagedTree(
    StagingRoot staging,
    List<InstallPath> virtualenvs,
    Path sourceDirectory,
    Set<String> ignoredLibraries,
    List<StrengthRule> rules,
    DynamicLoading dynamicLoading) {
  /** Copies the collections. */
  public StagedTree {
    virtualenvs = List.copyOf(virtualenvs);
    ignoredLibraries = Set.copyOf(ignoredLibraries);
    rules = List.copyOf(rules);
  }
}
