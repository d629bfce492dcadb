package org.dhvirtualenv.engine.depends;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves what every object needs by playing the loader's part.
 *
 * <p>Each object that no other one needs is taken as one that Python opens; what it needs is loaded
 * breadth first. A soname that has been loaded already is not searched again (dlopen(3)), which is
 * how the libraries in numpy.libs, without any search path of their own, find each other. What is
 * found nowhere may still be loaded in advance by a package's __init__, so a library of the
 * virtualenv with that soname counts in the end.
 */
final class LibraryResolver {
  private final LibrarySearch search;
  private final Map<ScannedObject, Map<String, Set<Resolution>>> results = new LinkedHashMap<>();
  private final Map<String, List<ScannedObject>> bySoname = new HashMap<>();

  LibraryResolver(LibrarySearch search) {
    this.search = search;
  }

  /** Returns for each object and each library it needs where that is found, in every context. */
  Map<ScannedObject, Map<String, Set<Resolution>>> resolve(List<ScannedObject> objects) {
    for (ScannedObject object : objects) {
      bySoname.computeIfAbsent(soname(object), name -> new ArrayList<>()).add(object);
    }
    Set<ScannedObject> loadedByOthers = new HashSet<>();
    Map<ScannedObject, Set<ScannedObject>> direct = new HashMap<>();
    for (ScannedObject object : objects) {
      for (String needed : object.elf().needed()) {
        search
            .search(needed, List.of(object))
            .inside()
            .or(() -> preloaded(needed, object))
            .filter(found -> !found.equals(object))
            .ifPresent(found -> direct.computeIfAbsent(object, o -> new HashSet<>()).add(found));
      }
    }
    direct.values().forEach(loadedByOthers::addAll);
    objects.stream().filter(object -> !loadedByOthers.contains(object)).forEach(this::load);
    // members of a cycle that nothing outside of it needs
    objects.stream().filter(object -> !results.containsKey(object)).forEach(this::load);
    return results;
  }

  private void load(ScannedObject root) {
    Map<String, Resolution> loaded = new HashMap<>();
    Deque<List<ScannedObject>> queue = new ArrayDeque<>();
    queue.add(List.of(root));
    loaded.put(soname(root), Resolution.inside(root));
    Set<ScannedObject> visited = new HashSet<>(Set.of(root));
    while (!queue.isEmpty()) {
      List<ScannedObject> chain = queue.remove();
      ScannedObject object = chain.get(chain.size() - 1);
      Map<String, Set<Resolution>> found =
          results.computeIfAbsent(object, o -> new LinkedHashMap<>());
      for (String needed : object.elf().needed()) {
        Resolution resolution = loaded.get(needed);
        if (resolution == null) {
          resolution = find(needed, chain);
          loaded.put(needed, resolution);
        }
        found.computeIfAbsent(needed, n -> new LinkedHashSet<>()).add(resolution);
        Optional<ScannedObject> next = resolution.inside();
        if (next.isPresent() && visited.add(next.get())) {
          loaded.putIfAbsent(soname(next.get()), resolution);
          List<ScannedObject> longer = new ArrayList<>(chain);
          longer.add(next.get());
          queue.add(longer);
        }
      }
    }
  }

  private Resolution find(String needed, List<ScannedObject> chain) {
    Resolution found = search.search(needed, chain);
    if (found.found()) {
      return found;
    }
    return preloaded(needed, chain.get(chain.size() - 1))
        .map(Resolution::inside)
        .orElse(Resolution.NOWHERE);
  }

  private Optional<ScannedObject> preloaded(String soname, ScannedObject wanting) {
    return bySoname.getOrDefault(soname, List.of()).stream()
        .filter(object -> object.elf().abi().equals(wanting.elf().abi()))
        .findFirst();
  }

  private static String soname(ScannedObject object) {
    return object.elf().soname().isEmpty()
        ? String.valueOf(object.file().getFileName())
        : object.elf().soname();
  }
}
