package org.dhvirtualenv.engine.depends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * Searches one library for one object, in the order of ld.so(8): DT_RPATH of the object and of
 * those that load it unless the object has DT_RUNPATH, then its DT_RUNPATH, then the system.
 */
final class LibrarySearch {
  private final StagingRoot staging;
  private final SystemLibraries system;
  private final List<SystemLibraries> buildTrees;
  private final String multiarch;
  private final Map<Path, ScannedObject> byFile = new HashMap<>();
  private final Map<Path, Optional<Path>> real = new HashMap<>();

  LibrarySearch(
      StagingRoot staging,
      SystemLibraries system,
      List<SystemLibraries> buildTrees,
      String multiarch,
      List<ScannedObject> objects) {
    this.staging = staging;
    this.buildTrees = List.copyOf(buildTrees);
    this.system = system;
    this.multiarch = multiarch;
    objects.forEach(object -> byFile.put(object.file(), object));
  }

  /**
   * Returns where {@code soname} is found for the last object of {@code chain}, each of whose
   * members was loaded for the one before it.
   */
  Resolution search(String soname, List<ScannedObject> chain) {
    ScannedObject object = chain.get(chain.size() - 1);
    if (soname.contains("/")) {
      return inDirectory("", expand(soname, object), object);
    }
    if (object.elf().runpath().isEmpty()) {
      for (int i = chain.size() - 1; i >= 0; i--) {
        ScannedObject loader = chain.get(i);
        if (loader.elf().runpath().isEmpty()) {
          Resolution found = inPath(soname, loader.elf().rpath(), loader, object);
          if (found.found()) {
            return found;
          }
        }
      }
    }
    Resolution found = inPath(soname, object.elf().runpath(), object, object);
    return found.found() ? found : byDefault(soname, object.elf().abi());
  }

  /** Searches the default directories: those of the packages of this build, then the system's. */
  Resolution byDefault(String soname, ElfAbi abi) {
    for (SystemLibraries tree : buildTrees) {
      List<Path> found = tree.find(soname, abi);
      if (!found.isEmpty()) {
        return Resolution.system(found);
      }
    }
    return Resolution.system(system.find(soname, abi));
  }

  /** Returns by soname what the default directories have of all that {@code objects} need. */
  Map<String, List<Path>> byDefault(List<ScannedObject> objects) {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    for (ScannedObject object : objects) {
      for (String soname : object.elf().needed()) {
        List<Path> found = byDefault(soname, object.elf().abi()).system();
        if (!found.isEmpty()) {
          files.putIfAbsent(soname, found);
        }
      }
    }
    return files;
  }

  private Resolution inPath(
      String soname, List<String> path, ScannedObject origin, ScannedObject wanting) {
    for (String directory : path) {
      Resolution found = inDirectory(expand(directory, origin) + "/", soname, wanting);
      if (found.found()) {
        return found;
      }
    }
    return Resolution.NOWHERE;
  }

  private String expand(String text, ScannedObject origin) {
    String platform = multiarch.replaceFirst("-.*", "");
    String directory = String.valueOf(origin.installPath().onTarget().getParent());
    return text.replace("${ORIGIN}", directory)
        .replace("$ORIGIN", directory)
        .replace("${LIB}", "lib/" + multiarch)
        .replace("$LIB", "lib/" + multiarch)
        .replace("${PLATFORM}", platform)
        .replace("$PLATFORM", platform);
  }

  /** Looks below the staging root first, because that is what the target will have there. */
  private Resolution inDirectory(String directory, String name, ScannedObject wanting) {
    String absolute = directory + name;
    if (!absolute.startsWith("/")) {
      return Resolution.NOWHERE; // relative to a working directory that nobody knows
    }
    Path normal = Path.of(absolute).normalize();
    if (normal.getNameCount() == 0) {
      return Resolution.NOWHERE;
    }
    Optional<ScannedObject> inside =
        realPath(staging.locate(InstallPath.of(normal)))
            .flatMap(file -> Optional.ofNullable(byFile.get(file)))
            .filter(object -> object.elf().abi().equals(wanting.elf().abi()));
    if (inside.isPresent()) {
      return Resolution.inside(inside.get());
    }
    return system
        .at(normal.toString(), wanting.elf().abi())
        .map(file -> Resolution.system(List.of(file)))
        .orElse(Resolution.NOWHERE);
  }

  private Optional<Path> realPath(Path file) {
    return real.computeIfAbsent(
        file,
        path -> {
          try {
            return Files.exists(path) ? Optional.of(path.toRealPath()) : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
