package org.dhvirtualenv.engine.dpkg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.relation.LibraryMetadata;
import org.dhvirtualenv.engine.relation.LibrarySymbols;
import org.dhvirtualenv.engine.relation.Template;

/**
 * Knows libraries through the packages that own them or are being built.
 *
 * <p>dpkg takes as long to answer as its database is large, so it is asked for likely libraries
 * first, while the loader's part is still being played: {@link #expect}, then {@link #learn}, then
 * questions.
 */
public final class InstalledLibraries implements LibraryMetadata {
  private static final Path USR = Path.of("/usr");

  private final PackageOwners dpkg;
  private final ContentsIndex contents;
  private final AvailablePackages archive;
  private final ControlFiles control;
  private final List<Path> buildTrees;
  private final Map<Path, List<InstalledPackage>> installed = new ConcurrentHashMap<>();
  private final Map<SystemLibrary, Optional<LibrarySymbols>> symbols = new ConcurrentHashMap<>();
  private final Map<Path, Path> real = new ConcurrentHashMap<>();
  private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

  /**
   * Creates a finder that knows nothing yet.
   *
   * @param runner runs dpkg-query, apt-file and apt-cache
   * @param control finds symbols and shlibs files
   * @param own the staging root of the package
   * @param sourceDirectory the directory that holds debian/
   */
  public InstalledLibraries(
      CommandRunner runner, ControlFiles control, Path own, Path sourceDirectory) {
    this.dpkg = new PackageOwners(runner);
    this.contents = new ContentsIndex(runner);
    this.archive = new AvailablePackages(runner);
    this.control = control;
    this.buildTrees = BuildTrees.of(own, sourceDirectory);
  }

  /** Returns the staging roots of the packages of this source, the package's own first. */
  public List<Path> buildTrees() {
    return buildTrees;
  }

  /** Begins to ask for the owners of {@code likely} libraries, and to read their symbols. */
  public void expect(Collection<SystemLibrary> likely) {
    ask(likely);
    control.expect(likely);
  }

  /** Finds the owners and symbols of all {@code libraries}, on all processors. */
  public void learn(Collection<SystemLibrary> libraries) {
    await();
    ask(libraries);
    await();
    libraries.parallelStream().forEach(this::symbols);
  }

  private void ask(Collection<SystemLibrary> libraries) {
    Set<Path> asked = new LinkedHashSet<>();
    for (SystemLibrary library : libraries) {
      for (Path file : library.candidates()) {
        if (buildTree(file).isEmpty() && owners(file).isEmpty()) {
          asked.addAll(names(file));
        }
      }
    }
    answer =
        asked.isEmpty()
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(() -> installed.putAll(dpkg.of(asked)));
  }

  private void await() {
    try {
      answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EngineException known ? known : e;
    }
  }

  @Override
  public List<InstalledPackage> owners(Path file) {
    return names(file).stream()
        .map(name -> installed.getOrDefault(name, List.of()))
        .filter(owners -> !owners.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /**
   * Returns the names under which dpkg may know {@code file}: its own, the real one, and that in
   * /lib, which packages used before /usr was merged, if /lib is a link to /usr/lib.
   */
  private List<Path> names(Path file) {
    Path realName = realPath(file);
    List<Path> names = new ArrayList<>(List.of(file, realName));
    if (realName.startsWith(USR)) {
      Path alias = Path.of("/").resolve(USR.relativize(realName));
      if (Files.exists(alias) && realPath(alias).equals(realName)) {
        names.add(alias);
      }
    }
    return names;
  }

  private Path realPath(Path file) {
    return real.computeIfAbsent(
        file,
        path -> {
          try {
            return path.toRealPath();
          } catch (IOException e) {
            throw FileFailure.of(path, e);
          }
        });
  }

  @Override
  public Optional<LibrarySymbols> symbols(SystemLibrary library) {
    return symbols.computeIfAbsent(
        library,
        asked ->
            first(
                asked,
                tree -> control.stagedSymbols(tree, asked.soname()),
                owner -> control.symbols(owner, asked.soname())));
  }

  @Override
  public Optional<List<Template>> shlibs(SystemLibrary library) {
    return first(
        library,
        tree -> control.stagedShlibs(tree, library.soname()),
        owner -> control.shlibs(owner, library.soname()));
  }

  /** Asks the build tree that a candidate lies in, or else the packages that own it. */
  private <T> Optional<T> first(
      SystemLibrary library,
      Function<Path, Optional<T>> ofBuildTree,
      Function<InstalledPackage, Optional<T>> ofPackage) {
    return library.candidates().stream()
        .flatMap(
            file ->
                buildTree(file)
                    .map(tree -> Stream.of(ofBuildTree.apply(tree)))
                    .orElseGet(() -> owners(file).stream().map(ofPackage)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Path> buildTree(Path file) {
    return buildTrees.stream().filter(file::startsWith).findFirst();
  }

  @Override
  public Map<Soname, PackageName> suppliers(Collection<Soname> sonames) {
    return contents.packagesWith(sonames);
  }

  @Override
  public boolean available(PackageName name) {
    return archive.has(name);
  }
}
