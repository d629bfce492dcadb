package org.dhvirtualenv.engine.smoke;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.RecordRow;

/**
 * What a project itself offers to be tried: its modules and its scripts, as RECORD has them.
 *
 * <p>Of packages the outermost one is imported; a namespace without a module of its own (PEP 420)
 * is none.
 */
record ProjectTrials(List<String> modules, List<String> scripts) {
  private static final Pattern PACKAGE = Pattern.compile("((?:\\w+/)*\\w+)/__init__\\.(?:py|.*so)");
  private static final Pattern MODULE = Pattern.compile("(\\w+)\\.(?:py|.*so)");
  private static final Pattern SCRIPT = Pattern.compile("(?:\\.\\./)+bin/([^/]+)");

  /** Copies the lists. */
  ProjectTrials {
    modules = List.copyOf(modules);
    scripts = List.copyOf(scripts);
  }

  /** Reads the RECORD of {@code project}. */
  static ProjectTrials of(Distribution project) {
    List<String> packages = new ArrayList<>();
    Set<String> modules = new TreeSet<>();
    List<String> scripts = new ArrayList<>();
    for (RecordRow row : project.records()) {
      Matcher inside = PACKAGE.matcher(row.path());
      Matcher alone = MODULE.matcher(row.path());
      Matcher script = SCRIPT.matcher(row.path());
      if (inside.matches()) {
        packages.add(inside.group(1));
      } else if (alone.matches()) {
        modules.add(alone.group(1));
      } else if (script.matches()) {
        scripts.add(script.group(1));
      }
    }
    packages.sort(Comparator.comparing(String::length));
    List<String> outermost = new ArrayList<>();
    for (String directory : packages) {
      if (outermost.stream().noneMatch(outer -> (directory + "/").startsWith(outer + "/"))) {
        outermost.add(directory);
        modules.add(directory.replace('/', '.'));
      }
    }
    scripts.sort(Comparator.naturalOrder());
    return new ProjectTrials(List.copyOf(modules), scripts);
  }
}
