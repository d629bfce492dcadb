package org.dhvirtualenv.engine.loader;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.inventory.RunTimeLoad;

/** Finds the libraries that are loaded by name at run time, dlopen(3) and ctypes. */
final class RunTimeLibraries {
  private final LibrarySearch search;
  private final ElfAbi abi;
  private final Map<String, Path> bundled = new HashMap<>();

  RunTimeLibraries(LibrarySearch search, List<LoadableObject> objects, ElfAbi abi) {
    this.search = search;
    this.abi = abi;
    for (LoadableObject object : objects) {
      bundled.putIfAbsent(object.soname().value(), object.file().path());
      bundled.putIfAbsent(object.fileName(), object.file().path());
    }
  }

  /** Returns where each of {@code loads} finds its library. */
  List<RunTimeNeed> find(List<RunTimeLoad> loads) {
    return loads.stream().map(load -> new RunTimeNeed(load, locate(load.names()))).toList();
  }

  /**
   * Looks for any alternative in the whole package first, because the code may know the path of a
   * library that the wheel has brought along.
   */
  private Location locate(List<String> names) {
    return names.stream()
        .map(bundled::get)
        .filter(Objects::nonNull)
        .findFirst()
        .<Location>map(Location.InPackage::new)
        .orElseGet(
            () ->
                names.stream()
                    .map(name -> search.byDefault(search.linkerName(name, abi), abi))
                    .filter(Location::found)
                    .findFirst()
                    .orElse(new Location.Nowhere()));
  }
}
