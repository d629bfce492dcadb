package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.dpkg.BuildDependencies;
import org.dhvirtualenv.engine.dpkg.ContentsIndex;
import org.dhvirtualenv.engine.dpkg.LibraryMetadata;
import org.dhvirtualenv.engine.dpkg.PackageOwners;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.phase.DependencySet;
import org.dhvirtualenv.engine.phase.DynamicLoading;
import org.dhvirtualenv.engine.phase.StagedTree;
import org.dhvirtualenv.engine.phase.Strength;

/** Goes from a staged tree to its dependencies: scan, resolve, ask dpkg, merge. */
public final class DependencyComputer {
  private final ElfReader reader;
  private final BuildHost host;
  private final PackageOwners dpkg;
  private final ContentsIndex contents;
  private final Consumer<String> warnings;

  /** Creates a computer that asks {@code host} and dpkg's databases. */
  public DependencyComputer(
      ElfReader reader,
      BuildHost host,
      PackageOwners dpkg,
      ContentsIndex contents,
      Consumer<String> warnings) {
    this.reader = reader;
    this.host = host;
    this.dpkg = dpkg;
    this.contents = contents;
    this.warnings = warnings;
  }

  /** Returns the dependencies of all native code of {@code tree}. */
  public DependencySet compute(StagedTree tree, LibraryMetadata metadata) {
    List<ScannedObject> objects = new ObjectScanner(reader, host.abi(), warnings).scan(tree);
    List<Path> buildTrees = BuildTrees.of(tree);
    LibrarySearch search =
        new LibrarySearch(
            tree.staging(),
            host.libraries(),
            buildTrees.stream().map(host::librariesBelow).toList(),
            host.multiarch(),
            objects);
    Owners owners = new Owners(dpkg, metadata, buildTrees);
    Map<String, List<Path>> likely = search.byDefault(objects);
    owners.ask(likely.values().stream().flatMap(List::stream).toList());
    metadata.expect(likely.keySet());
    Map<ScannedObject, Map<String, List<Path>>> external = new LinkedHashMap<>();
    new LibraryResolver(search)
        .resolve(objects)
        .forEach(
            (object, needed) -> {
              if (object.strength() != Strength.IGNORED) {
                external.put(object, outside(object, needed, tree));
              }
            });
    RuntimeLoads loads = runtimeLoads(tree, objects, search);
    Set<Path> files = new LinkedHashSet<>(loads.candidates());
    external.values().forEach(found -> found.values().forEach(files::addAll));
    owners.await();
    owners.ask(files);
    owners.await();
    owners.load(external.values());
    ObjectDependencies dependencies =
        new ObjectDependencies(
            owners,
            new BuildDependencies(tree.sourceDirectory().resolve("debian/control"), host.name()),
            metadata.countsVersions());
    DependencyCollector collector = new DependencyCollector(tree.staging());
    external.forEach(
        (object, libraries) ->
            collector.add(
                object.strength(),
                object.file(),
                relations -> dependencies.add(object, libraries, relations)));
    loads.add(dependencies, collector, owners);
    return collector.result();
  }

  private RuntimeLoads runtimeLoads(
      StagedTree tree, List<ScannedObject> objects, LibrarySearch search) {
    List<RuntimeLoad> wanted = new ArrayList<>();
    for (ScannedObject object : objects) {
      object
          .elf()
          .dlopened()
          .forEach(
              note ->
                  wanted.add(
                      new RuntimeLoad(
                          object.file(),
                          note.sonames(),
                          object.strength().and(RuntimeLoads.strength(note.priority())))));
    }
    if (tree.dynamicLoading() != DynamicLoading.IGNORE) {
      wanted.addAll(PythonLoads.in(tree, RuntimeLoads.strength(tree.dynamicLoading())));
    }
    Optional<ElfAbi> abi =
        host.abi().or(() -> objects.stream().findFirst().map(object -> object.elf().abi()));
    RuntimeLoads loads = new RuntimeLoads(tree.staging(), warnings);
    abi.ifPresent(known -> loads.locate(wanted, objects, search, host.libraries(), known));
    return loads;
  }

  /** Returns the libraries of the system that {@code object} needs, with their candidates. */
  private Map<String, List<Path>> outside(
      ScannedObject object, Map<String, Set<Resolution>> needed, StagedTree tree) {
    Map<String, List<Path>> libraries = new LinkedHashMap<>();
    needed.forEach(
        (soname, resolutions) -> {
          Optional<Resolution> external =
              resolutions.stream().filter(found -> !found.system().isEmpty()).findFirst();
          if (external.isPresent()) {
            if (!external.get().system().get(0).startsWith(tree.staging().path())) {
              libraries.put(soname, external.get().system());
            }
          } else if (resolutions.stream().noneMatch(Resolution::found)
              && !tree.ignoredLibraries().contains(soname)) {
            throw missing(object, soname);
          }
        });
    return libraries;
  }

  private EngineException missing(ScannedObject object, String soname) {
    String where =
        contents
            .packageWith(soname)
            .map(name -> "add " + name + ", which has it, to Build-Depends")
            .orElse(
                "add the package that has it to Build-Depends ('apt-file search "
                    + soname
                    + "' names it)");
    return new EngineException(
        ExitCode.PACKAGING,
        object
            + " needs library '"
            + soname
            + "', which is neither in the package nor on the build machine",
        where + ", or excuse it with dh_virtualenv_shlibdeps --ignore-library=" + soname);
  }
}
