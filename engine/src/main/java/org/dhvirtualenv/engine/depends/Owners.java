package org.dhvirtualenv.engine.depends;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.dhvirtualenv.engine.dpkg.LibraryMetadata;
import org.dhvirtualenv.engine.dpkg.LibrarySymbols;
import org.dhvirtualenv.engine.dpkg.PackageOwners;
import org.dhvirtualenv.engine.error.EngineException;

/** Finds what is known of libraries, through the packages that own them or are being built. */
final class Owners {
  private static final Path USR = Path.of("/usr");

  private record Library(String soname, List<Path> candidates) {}

  private final PackageOwners dpkg;
  private final Map<Path, List<String>> installed = new ConcurrentHashMap<>();
  private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
  private final Map<Library, Optional<LibrarySymbols>> known = new ConcurrentHashMap<>();
  private final Map<Path, Path> real = new ConcurrentHashMap<>();
  private final LibraryMetadata metadata;
  private final List<Path> buildTrees;

  /**
   * Creates a finder that does not know any library yet.
   *
   * @param dpkg knows the installed packages
   * @param metadata knows their symbols and shlibs files
   * @param buildTrees staging roots of the packages of this source
   */
  Owners(PackageOwners dpkg, LibraryMetadata metadata, List<Path> buildTrees) {
    this.dpkg = dpkg;
    this.metadata = metadata;
    this.buildTrees = buildTrees;
  }

  /**
   * Begins to ask dpkg for the owners of candidates for needed libraries. The answer takes as long
   * as dpkg's database is large, so that it is worth asking for likely ones first.
   */
  void ask(Collection<Path> files) {
    Set<Path> asked = new LinkedHashSet<>();
    for (Path file : files) {
      if (buildTree(file).isEmpty() && of(file).isEmpty()) {
        asked.addAll(names(file));
      }
    }
    answer =
        asked.isEmpty()
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(() -> installed.putAll(dpkg.of(asked)));
  }

  /** Waits for the answer. */
  void await() {
    try {
      answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EngineException known ? known : e;
    }
  }

  /** Returns the packages that own {@code file}, or else what it is a link to. */
  List<String> of(Path file) {
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

  /** Reads the symbols of all {@code libraries}, candidates by soname, on all processors. */
  void load(Collection<Map<String, List<Path>>> libraries) {
    Set<Library> wanted = new LinkedHashSet<>();
    libraries.forEach(
        of -> of.forEach((soname, candidates) -> wanted.add(new Library(soname, candidates))));
    wanted.parallelStream().forEach(library -> symbols(library.soname(), library.candidates()));
  }

  /** Returns the symbols of {@code soname} from the first candidate that has any. */
  Optional<LibrarySymbols> symbols(String soname, List<Path> candidates) {
    return known.computeIfAbsent(
        new Library(soname, candidates),
        library ->
            first(
                candidates,
                tree -> metadata.stagedSymbols(tree, soname),
                owner -> metadata.symbols(owner, soname)));
  }

  /** Returns the dependencies for {@code soname} from the first candidate that has any. */
  Optional<String> shlibs(String soname, List<Path> candidates) {
    return first(
        candidates,
        tree -> metadata.stagedShlibs(tree, soname),
        owner -> metadata.shlibs(owner, soname));
  }

  /** Asks the build tree that a candidate lies in, or else the packages that own it. */
  private <T> Optional<T> first(
      List<Path> candidates,
      Function<Path, Optional<T>> ofBuildTree,
      Function<String, Optional<T>> ofPackage) {
    return candidates.stream()
        .flatMap(
            file ->
                buildTree(file)
                    .map(tree -> Stream.of(ofBuildTree.apply(tree)))
                    .orElseGet(() -> of(file).stream().map(ofPackage)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Path> buildTree(Path file) {
    return buildTrees.stream().filter(file::startsWith).findFirst();
  }

  private Path realPath(Path file) {
    return real.computeIfAbsent(
        file,
        path -> {
          try {
            return path.toRealPath();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
