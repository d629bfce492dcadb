package org.dhvirtualenv.engine.objects;

import java.util.Set;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;

/**
 * Finds files that were meant for the system: setuptools' {@code data_files} with an absolute
 * target end up in site-packages when a wheel is built.
 */
final class MisplacedFiles {
  private static final Set<String> SYSTEM = Set.of("etc", "opt", "srv", "usr", "var");

  private MisplacedFiles() {}

  /** Says for each distribution that has such files how to put them where they belong. */
  static void report(InstalledDistributions distributions, Findings findings) {
    for (Distribution distribution : distributions.all()) {
      distribution.records().stream()
          .map(RecordRow::path)
          .filter(path -> path.contains("/") && SYSTEM.contains(path.split("/", 2)[0]))
          .filter(path -> !path.endsWith(".py") && !path.endsWith(".so"))
          .findFirst()
          .ifPresent(
              path ->
                  findings.add(
                      Finding.warning(
                          path,
                          "'/"
                              + path
                              + "' of "
                              + distribution
                              + " lies in site-packages, where nothing looks for it",
                          "install it with debian/PACKAGE.install")));
    }
  }
}
