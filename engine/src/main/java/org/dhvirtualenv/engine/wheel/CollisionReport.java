package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;

/**
 * Tells which distributions bring different content for the same file.
 *
 * <p>A finding for each pair of distributions. Modules stand first, since the earlier distribution
 * then imports the other's code.
 */
final class CollisionReport {
  private static final int SHOWN = 10;

  private static final Comparator<String> MODULES_FIRST =
      Comparator.comparing((String file) -> !module(file)).thenComparing(Comparator.naturalOrder());

  private record Pair(String earlier, String later) {}

  private final WheelScheme scheme;
  private final Map<Pair, List<String>> collisions =
      new TreeMap<>(Comparator.comparing(Pair::earlier).thenComparing(Pair::later));

  CollisionReport(WheelScheme scheme) {
    this.scheme = scheme;
  }

  /** Adds a {@code file} of {@code earlier} whose content is now that of {@code later}. */
  void add(Path file, String earlier, String later) {
    if (!earlier.equals(later)) {
      collisions
          .computeIfAbsent(new Pair(earlier, later), pair -> new ArrayList<>())
          .add(scheme.tree().relativize(file).toString());
    }
  }

  /** Passes on a warning for each pair. */
  void report(Findings findings) {
    collisions.forEach(
        (pair, files) -> {
          files.sort(MODULES_FIRST);
          StringBuilder what = new StringBuilder();
          boolean modules = module(files.get(0));
          what.append(modules ? "modules of '" : "files of '")
              .append(pair.earlier())
              .append("' are those of '")
              .append(pair.later())
              .append("', which brings others of the same name:");
          files.stream()
              .limit(SHOWN)
              .forEach(file -> what.append("\n  | ").append(Refusal.visible(file)));
          if (files.size() > SHOWN) {
            what.append("\n  | and ").append(files.size() - SHOWN).append(" more");
          }
          findings.add(
              Finding.warning(
                  pair.earlier() + " " + pair.later(),
                  what.toString(),
                  modules
                      ? "check that both work, or require only one of the two"
                      : "check that neither needs its own"));
        });
  }

  private static boolean module(String file) {
    return file.endsWith(".py") || file.endsWith(".so");
  }
}
