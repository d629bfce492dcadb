package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;

/**
 * Finds modules that another distribution's module of the same name hides.
 *
 * <p>In one directory Python takes a package before an extension module and that before a source
 * file (importlib's FileFinder); their files have different names, so nothing is overwritten.
 */
final class ShadowedModules {
  private static final String PACKAGE = "__init__";

  private enum Kind {
    PACKAGE,
    EXTENSION,
    SOURCE
  }

  private record Module(String distribution, String file, Kind kind) {}

  private final WheelScheme scheme;
  private final Findings findings;
  private final Map<String, Module> modules = new HashMap<>();

  ShadowedModules(WheelScheme scheme, Findings findings) {
    this.scheme = scheme;
    this.findings = findings;
  }

  /** Takes a {@code file} that {@code distribution} brings. */
  void add(Path file, String distribution) {
    String name = String.valueOf(file.getFileName());
    boolean extension = name.endsWith(".so");
    if (!(extension || name.endsWith(".py")) || !file.startsWith(scheme.site())) {
      return;
    }
    String path = scheme.recordPath(file);
    int slash = path.lastIndexOf('/') + 1;
    int dot = path.indexOf('.', slash);
    String stem = path.substring(slash, dot);
    Kind kind = extension ? Kind.EXTENSION : Kind.SOURCE;
    String key = path.substring(0, dot);
    if (stem.equals(PACKAGE) && slash > 0) {
      kind = Kind.PACKAGE;
      key = path.substring(0, slash - 1);
    }
    Module module = new Module(distribution, path, kind);
    Module other = modules.putIfAbsent(key, module);
    if (other == null || other.distribution().equals(distribution)) {
      return;
    }
    int order = module.kind().compareTo(other.kind());
    if (order < 0) {
      modules.put(key, module);
      report(other, module);
    } else if (order > 0) {
      report(module, other);
    }
  }

  private void report(Module hidden, Module by) {
    findings.add(
        Finding.warning(
            hidden.distribution() + " " + hidden.file(),
            "module '"
                + Refusal.visible(hidden.file())
                + "' of '"
                + hidden.distribution()
                + "' is hidden by '"
                + Refusal.visible(by.file())
                + "' of '"
                + by.distribution()
                + "'",
            "check that both work, or require only one of the two"));
  }
}
