package org.dhvirtualenv.engine.loader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.inventory.DamagedObject;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.inventory.RunTimeLoad;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;

/** Plays the part of the host's loader for the objects of one tree. */
public final class Loader {
  private final Optional<ElfAbi> abi;
  private final List<LoadableObject> objects = new ArrayList<>();
  private final List<ForeignObject> foreign = new ArrayList<>();
  private final List<RunTimeLoad> loads;
  private final LibrarySearch search;

  /**
   * Creates a loader for {@code tree}.
   *
   * @param host what it searches after the tree
   * @param builtTogether root directories whose libraries come before the host's, in this order;
   *     that of the tree may be one of them
   */
  public Loader(Host host, Inventory tree, List<Path> builtTogether) {
    for (LoadableObject object : tree.objects()) {
      if (!refuse(object.file(), object.elf().abi(), host)) {
        objects.add(object);
      }
    }
    for (DamagedObject object : tree.damaged()) {
      refuse(object.file(), object.abi(), host);
    }
    Set<TreeFile> refused = foreign.stream().map(ForeignObject::file).collect(Collectors.toSet());
    loads = tree.loads().stream().filter(load -> !refused.contains(load.file())).toList();
    abi = host.abi().or(() -> objects.stream().findFirst().map(object -> object.elf().abi()));
    search = new LibrarySearch(tree.root(), host, builtTogether, objects);
  }

  private boolean refuse(TreeFile file, ElfAbi found, Host host) {
    if (host.abi().isEmpty() || host.abi().get().equals(found)) {
      return false;
    }
    foreign.add(new ForeignObject(file, found, host.abi().get()));
    return true;
  }

  /**
   * Returns what the directories that are searched by default have of all that the objects need:
   * quickly found, and right for most of it.
   */
  public List<SystemLibrary> likely() {
    Map<Soname, SystemLibrary> libraries = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (LoadableObject object : objects) {
      for (String name : object.elf().needed()) {
        if (seen.add(name)
            && search.byDefault(name, object.elf().abi()) instanceof Location.OnSystem found) {
          libraries.put(found.library().soname(), found.library());
        }
      }
    }
    return List.copyOf(libraries.values());
  }

  /** Returns where everything is found that the tree needs. */
  public Needs needs() {
    List<RunTimeNeed> loaded =
        abi.map(known -> new RunTimeLibraries(search, objects, known).find(loads))
            .orElseGet(
                () ->
                    loads.stream()
                        .map(load -> new RunTimeNeed(load, new Location.Nowhere()))
                        .toList());
    return new Needs(new LinkedLibraries(search).find(objects), loaded, foreign);
  }
}
