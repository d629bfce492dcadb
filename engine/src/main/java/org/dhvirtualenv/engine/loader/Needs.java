package org.dhvirtualenv.engine.loader;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.model.SystemLibrary;

/**
 * What a tree needs of the loader, and what the loader says.
 *
 * @param linked the libraries that objects name, those of one object side by side
 * @param loaded the libraries that are loaded at run time
 * @param foreign the objects that are for another machine, of which nothing else is said
 */
public record Needs(List<Need> linked, List<RunTimeNeed> loaded, List<ForeignObject> foreign) {
  /** Copies the lists. */
  public Needs {
    linked = List.copyOf(linked);
    loaded = List.copyOf(loaded);
    foreign = List.copyOf(foreign);
  }

  /** Returns the libraries of the system, each once. */
  public Set<SystemLibrary> systemLibraries() {
    Set<SystemLibrary> libraries = new LinkedHashSet<>();
    Stream.concat(linked.stream().map(Need::location), loaded.stream().map(RunTimeNeed::location))
        .forEach(
            location -> {
              if (location instanceof Location.OnSystem system) {
                libraries.add(system.library());
              }
            });
    return libraries;
  }
}
