package org.dhvirtualenv.engine.depends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dhvirtualenv.engine.dpkg.BuildDependencies;
import org.dhvirtualenv.engine.dpkg.LibraryMetadata;
import org.dhvirtualenv.engine.dpkg.PackageOwners;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.phase.DependencySet;
import org.dhvirtualenv.engine.phase.StagedTree;

/** Goes from a staged tree to its dependencies: scan, resolve, ask dpkg, merge. */
public final class DependencyComputer {
  private final ElfReader reader;
  private final SystemLibraries system;
  private final PackageOwners owners;
  private final HostArchitecture host;

  /** Creates a computer for the system that {@code system} and {@code owners} describe. */
  public DependencyComputer(
      ElfReader reader, SystemLibraries system, PackageOwners owners, HostArchitecture host) {
    this.reader = reader;
    this.system = system;
    this.owners = owners;
    this.host = host;
  }

  /** Returns the dependencies of all native code of {@code tree}. */
  public DependencySet compute(StagedTree tree, LibraryMetadata metadata) {
    List<ScannedObject> objects = new ObjectScanner(reader, host.abi()).scan(tree);
    LibrarySearch search = new LibrarySearch(tree.staging(), system, host.multiarch(), objects);
    Map<ScannedObject, Map<String, List<Path>>> external = new LinkedHashMap<>();
    new LibraryResolver(search)
        .resolve(objects)
        .forEach((object, needed) -> external.put(object, outside(object, needed, tree)));
    Relations relations = new Relations();
    ObjectDependencies dependencies =
        new ObjectDependencies(
            owners.of(files(external)),
            metadata,
            new BuildDependencies(tree.sourceDirectory().resolve("debian/control"), host.name()),
            relations);
    Map<ScannedObject, Map<String, List<String>>> used = new LinkedHashMap<>();
    external.forEach((object, libraries) -> used.put(object, dependencies.add(object, libraries)));
    return new DependencySet(relations.simplified(), reasons(used, relations));
  }

  /** Returns the libraries of the system that {@code object} needs, with their candidates. */
  private static Map<String, List<Path>> outside(
      ScannedObject object, Map<String, Set<Resolution>> needed, StagedTree tree) {
    Map<String, List<Path>> libraries = new LinkedHashMap<>();
    needed.forEach(
        (soname, resolutions) -> {
          Optional<Resolution> external =
              resolutions.stream().filter(found -> !found.system().isEmpty()).findFirst();
          if (external.isPresent()) {
            libraries.put(soname, external.get().system());
          } else if (resolutions.stream().noneMatch(Resolution::found)
              && !tree.ignoredLibraries().contains(soname)) {
            throw new EngineException(
                ExitCode.PACKAGING,
                object
                    + " needs library '"
                    + soname
                    + "', which is neither in the package nor on the build machine",
                "add the package that has it to Build-Depends ('apt-file search "
                    + soname
                    + "' names it), or excuse it with --ignore-library="
                    + soname);
          }
        });
    return libraries;
  }

  private static Set<Path> files(Map<ScannedObject, Map<String, List<Path>>> external) {
    Set<Path> files = new LinkedHashSet<>();
    for (Map<String, List<Path>> libraries : external.values()) {
      for (List<Path> candidates : libraries.values()) {
        for (Path file : candidates) {
          files.add(file);
          try {
            files.add(file.toRealPath());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }
    return files;
  }

  private static SortedMap<String, SortedMap<String, Set<String>>> reasons(
      Map<ScannedObject, Map<String, List<String>>> used, Relations relations) {
    SortedMap<String, SortedMap<String, Set<String>>> reasons = new TreeMap<>();
    used.forEach(
        (object, libraries) ->
            libraries.forEach(
                (soname, templates) ->
                    new ArrayList<>(templates)
                        .forEach(
                            template ->
                                reasons
                                    .computeIfAbsent(
                                        relations.relation(template), r -> new TreeMap<>())
                                    .computeIfAbsent(soname, s -> new TreeSet<>())
                                    .add(object.installPath().toString()))));
    return reasons;
  }
}
