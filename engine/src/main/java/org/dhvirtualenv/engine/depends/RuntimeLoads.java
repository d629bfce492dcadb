package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.phase.DynamicLoading;
import org.dhvirtualenv.engine.phase.Strength;

/**
 * Finds the packages of libraries that are loaded by name at run time.
 *
 * <p>What the package bundles itself needs nothing. A library that is not on the build machine only
 * earns a warning: the code may well do without it.
 */
final class RuntimeLoads {
  private record Located(RuntimeLoad load, String soname, List<Path> candidates) {}

  private final StagingRoot staging;
  private final Consumer<String> warnings;
  private final List<Located> located = new ArrayList<>();

  RuntimeLoads(StagingRoot staging, Consumer<String> warnings) {
    this.staging = staging;
    this.warnings = warnings;
  }

  /** Returns the strength that a priority of the dlopen metadata stands for. */
  static Strength strength(String priority) {
    return switch (priority) {
      case "required" -> Strength.DEPENDS;
      case "suggested" -> Strength.SUGGESTS;
      default -> Strength.RECOMMENDS;
    };
  }

  /** Returns the strength that the packager has chosen; ignored ones are warned about. */
  static Strength strength(DynamicLoading choice) {
    return switch (choice) {
      case DEPENDS -> Strength.DEPENDS;
      case RECOMMENDS -> Strength.RECOMMENDS;
      default -> Strength.IGNORED;
    };
  }

  /** Looks for the libraries of {@code wanted} that the package does not bundle. */
  void locate(
      List<RuntimeLoad> wanted,
      List<ScannedObject> objects,
      LibrarySearch search,
      SystemLibraries system,
      ElfAbi abi) {
    for (RuntimeLoad load : wanted) {
      if (objects.stream().anyMatch(object -> bundled(object, load.sonames()))) {
        continue;
      }
      Optional<Located> found =
          load.sonames().stream()
              .map(name -> system.linkerName(name, abi).orElse(name))
              .map(name -> new Located(load, name, search.byDefault(name, abi).system()))
              .filter(candidate -> !candidate.candidates().isEmpty())
              .findFirst();
      if (found.isPresent()) {
        located.add(found.get());
      } else {
        warnings.accept(
            "'"
                + staging.installed(load.file())
                + "' loads '"
                + String.join("' or '", load.sonames())
                + "' at run time, which no package on this machine has");
      }
    }
  }

  private static boolean bundled(ScannedObject object, List<String> sonames) {
    return sonames.contains(object.elf().soname())
        || sonames.contains(String.valueOf(object.file().getFileName()));
  }

  List<Path> candidates() {
    return located.stream().flatMap(found -> found.candidates().stream()).toList();
  }

  /** Adds the relations, or says which package has a library that the packager ignores. */
  void add(ObjectDependencies dependencies, DependencyCollector collector, Owners owners) {
    for (Located found : located) {
      RuntimeLoad load = found.load();
      if (load.strength() == Strength.IGNORED) {
        List<String> names = owners.of(found.candidates().get(0));
        warnings.accept(
            "'"
                + staging.installed(load.file())
                + "' loads '"
                + found.soname()
                + "' at run time: "
                + (names.isEmpty() ? "no package" : names.get(0))
                + " has it; see --dlopen");
        continue;
      }
      collector.add(
          load.strength(),
          load.file(),
          relations -> {
            Map<String, Set<String>> used = new LinkedHashMap<>();
            used.put(
                found.soname(),
                dependencies.library(
                    String.valueOf(staging.installed(load.file())),
                    found.soname(),
                    found.candidates(),
                    relations));
            return used;
          });
    }
  }
}
