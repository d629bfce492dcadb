package org.dhvirtualenv.engine.loader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.model.Soname;

/**
 * Finds what every object names in DT_NEEDED by playing the loader's part.
 *
 * <p>Each object that no other one needs is taken as one that Python opens; what it needs is loaded
 * breadth first. A soname that has been loaded already is not searched again (dlopen(3)), which is
 * how the libraries in numpy.libs, without any search path of their own, find each other. What is
 * found nowhere may still be loaded in advance by a package's __init__, so a library of the
 * virtualenv with that soname counts in the end.
 */
final class LinkedLibraries {
  private final LibrarySearch search;
  private final Map<LoadableObject, Map<String, Location>> results = new LinkedHashMap<>();
  private final Map<String, List<LoadableObject>> bySoname = new HashMap<>();

  LinkedLibraries(LibrarySearch search) {
    this.search = search;
  }

  /** Returns for each object and each library it needs where that is found. */
  List<Need> find(List<LoadableObject> objects) {
    for (LoadableObject object : objects) {
      bySoname.computeIfAbsent(object.soname().value(), name -> new ArrayList<>()).add(object);
    }
    Set<LoadableObject> loadedByOthers = new HashSet<>();
    for (LoadableObject object : objects) {
      for (String needed : object.elf().needed()) {
        search
            .object(find(needed, List.of(object)))
            .filter(found -> !found.equals(object))
            .ifPresent(loadedByOthers::add);
      }
    }
    objects.stream().filter(object -> !loadedByOthers.contains(object)).forEach(this::load);
    // members of a cycle that nothing outside of it needs
    objects.stream().filter(object -> !results.containsKey(object)).forEach(this::load);
    List<Need> needs = new ArrayList<>();
    results.forEach(
        (object, found) ->
            found.forEach(
                (needed, location) -> needs.add(new Need(object, new Soname(needed), location))));
    return needs;
  }

  private void load(LoadableObject root) {
    Map<String, Location> loaded = new HashMap<>();
    Deque<List<LoadableObject>> queue = new ArrayDeque<>();
    queue.add(List.of(root));
    loaded.put(root.soname().value(), new Location.InPackage(root.file().path()));
    Set<LoadableObject> visited = new HashSet<>(Set.of(root));
    while (!queue.isEmpty()) {
      List<LoadableObject> chain = queue.remove();
      LoadableObject object = chain.get(chain.size() - 1);
      Map<String, Location> found = results.computeIfAbsent(object, o -> new LinkedHashMap<>());
      for (String needed : object.elf().needed()) {
        Location location = loaded.get(needed);
        if (location == null) {
          location = find(needed, chain);
          loaded.put(needed, location);
        }
        found.merge(needed, location, LinkedLibraries::stronger);
        Optional<LoadableObject> next = search.object(location);
        if (next.isPresent() && visited.add(next.get())) {
          loaded.putIfAbsent(next.get().soname().value(), location);
          List<LoadableObject> longer = new ArrayList<>(chain);
          longer.add(next.get());
          queue.add(longer);
        }
      }
    }
  }

  /** Returns the one that asks more of the target; of equal ones the first. */
  private static Location stronger(Location first, Location second) {
    boolean system = second instanceof Location.OnSystem && !(first instanceof Location.OnSystem);
    return system || !first.found() ? second : first;
  }

  private Location find(String needed, List<LoadableObject> chain) {
    Location found = search.search(needed, chain);
    return found.found() ? found : preloaded(needed, chain.get(chain.size() - 1));
  }

  private Location preloaded(String soname, LoadableObject wanting) {
    return bySoname.getOrDefault(soname, List.of()).stream()
        .filter(object -> object.elf().abi().equals(wanting.elf().abi()))
        .findFirst()
        .<Location>map(object -> new Location.InPackage(object.file().path()))
        .orElse(new Location.Nowhere());
  }
}
