package org.dhvirtualenv.engine.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.model.SystemLibrary;

/**
 * Searches one library for one object, in the order of ld.so(8): DT_RPATH of the object and of
 * those that load it unless the object has DT_RUNPATH, then its DT_RUNPATH, then the system.
 */
final class LibrarySearch {
  private final StagingRoot staging;
  private final Host host;
  private final List<SystemLibraries> builtTogether;
  private final Map<Path, LoadableObject> byFile = new HashMap<>();
  private final Map<Path, Optional<Path>> real = new HashMap<>();

  LibrarySearch(
      StagingRoot staging, Host host, List<Path> builtTogether, List<LoadableObject> objects) {
    this.staging = staging;
    this.host = host;
    this.builtTogether = builtTogether.stream().map(host.libraries()::below).toList();
    objects.forEach(object -> byFile.put(object.file().path(), object));
  }

  /** Returns the object that lies at {@code location}; empty if that is none of the tree's. */
  Optional<LoadableObject> object(Location location) {
    return location instanceof Location.InPackage inside
        ? Optional.ofNullable(byFile.get(inside.file()))
        : Optional.empty();
  }

  /**
   * Returns where {@code soname} is found for the last object of {@code chain}, each of whose
   * members was loaded for the one before it.
   */
  Location search(String soname, List<LoadableObject> chain) {
    LoadableObject object = chain.get(chain.size() - 1);
    if (soname.contains("/")) {
      return at(expand(soname, object), soname, object);
    }
    if (object.elf().runpath().isEmpty()) {
      for (int i = chain.size() - 1; i >= 0; i--) {
        LoadableObject loader = chain.get(i);
        if (loader.elf().runpath().isEmpty()) {
          Location found = inPath(soname, loader.elf().rpath(), loader, object);
          if (found.found()) {
            return found;
          }
        }
      }
    }
    Location found = inPath(soname, object.elf().runpath(), object, object);
    return found.found() ? found : byDefault(soname, object.elf().abi());
  }

  /** Searches the default directories: those of the packages of this build, then the system's. */
  Location byDefault(String soname, ElfAbi abi) {
    for (SystemLibraries tree : builtTogether) {
      List<Path> found = tree.find(soname, abi);
      if (!found.isEmpty()) {
        return found.get(0).startsWith(staging.path())
            ? new Location.InPackage(found.get(0))
            : system(soname, found);
      }
    }
    List<Path> found = host.libraries().find(soname, abi);
    return found.isEmpty() ? new Location.Nowhere() : system(soname, found);
  }

  private static Location system(String soname, List<Path> candidates) {
    return new Location.OnSystem(new SystemLibrary(new Soname(soname), candidates));
  }

  /** Returns the soname that {@code name}, for ctypes.util.find_library, stands for. */
  String linkerName(String name, ElfAbi abi) {
    return host.libraries().linkerName(name, abi).orElse(name);
  }

  private Location inPath(
      String soname, List<String> path, LoadableObject origin, LoadableObject wanting) {
    for (String directory : path) {
      Location found = at(expand(directory, origin) + "/" + soname, soname, wanting);
      if (found.found()) {
        return found;
      }
    }
    return new Location.Nowhere();
  }

  private String expand(String text, LoadableObject origin) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    String multiarch = host.multiarch();
    String platform = multiarch.replaceFirst("-.*", "");
    String directory = String.valueOf(origin.file().place().onTarget().getParent());
    return text.replace("${ORIGIN}", directory)
        .replace("$ORIGIN", directory)
        .replace("${LIB}", "lib/" + multiarch)
        .replace("$LIB", "lib/" + multiarch)
        .replace("${PLATFORM}", platform)
        .replace("$PLATFORM", platform);
  }

  /** Looks below the staging root first, because that is what the target will have there. */
  private Location at(String absolute, String soname, LoadableObject wanting) {
    if (!absolute.startsWith("/")) {
      return new Location.Nowhere(); // relative to a working directory that nobody knows
    }
    Path normal = Path.of(absolute).normalize();
    if (normal.getNameCount() == 0) {
      return new Location.Nowhere();
    }
    Optional<LoadableObject> inside =
        realPath(staging.locate(InstallPath.of(normal)))
            .flatMap(file -> Optional.ofNullable(byFile.get(file)))
            .filter(object -> object.elf().abi().equals(wanting.elf().abi()));
    if (inside.isPresent()) {
      return new Location.InPackage(inside.get().file().path());
    }
    return host.libraries()
        .at(normal.toString(), wanting.elf().abi())
        .map(file -> system(soname, List.of(file)))
        .orElse(new Location.Nowhere());
  }

  private Optional<Path> realPath(Path file) {
    return real.computeIfAbsent(
        file,
        path -> {
          try {
            return Files.exists(path) ? Optional.of(path.toRealPath()) : Optional.empty();
          } catch (IOException e) {
            throw FileFailure.of(path, e);
          }
        });
  }
}
