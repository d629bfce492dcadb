package org.dhvirtualenv.engine.depends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.dpkg.BuildDependencies;
import org.dhvirtualenv.engine.dpkg.DebianVersion;
import org.dhvirtualenv.engine.dpkg.LibraryMetadata;
import org.dhvirtualenv.engine.dpkg.LibrarySymbols;
import org.dhvirtualenv.engine.dpkg.ShlibsFile;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/** Finds the relations for the libraries of the system that one object uses. */
final class ObjectDependencies {
  private final Map<Path, List<String>> owners;
  private final LibraryMetadata metadata;
  private final BuildDependencies buildDependencies;
  private final Relations relations;

  ObjectDependencies(
      Map<Path, List<String>> owners,
      LibraryMetadata metadata,
      BuildDependencies buildDependencies,
      Relations relations) {
    this.owners = owners;
    this.metadata = metadata;
    this.buildDependencies = buildDependencies;
    this.relations = relations;
  }

  /**
   * Adds what {@code object} needs of {@code libraries}, candidates by soname, and returns the
   * templates that each soname has led to.
   */
  Map<String, List<String>> add(ScannedObject object, Map<String, List<Path>> libraries) {
    Map<String, LibrarySymbols> described = new LinkedHashMap<>();
    Map<String, List<String>> used = new LinkedHashMap<>();
    for (Map.Entry<String, List<Path>> library : libraries.entrySet()) {
      String soname = library.getKey();
      Optional<LibrarySymbols> symbols = symbols(soname, library.getValue());
      if (symbols.isPresent()) {
        described.put(soname, symbols.get());
        String template = symbols.get().template(0);
        relations.add(template, symbols.get().smallestVersion());
        used.put(soname, new ArrayList<>(List.of(template)));
      } else {
        used.put(soname, shlibs(object, soname, library.getValue()));
      }
    }
    for (SymbolReference reference : object.elf().undefined()) {
      addSymbol(object, reference, described, used);
    }
    described.forEach(this::raiseToBuildDependency);
    return used;
  }

  private Optional<LibrarySymbols> symbols(String soname, List<Path> candidates) {
    return candidates.stream()
        .flatMap(file -> owners(file).stream())
        .map(owner -> metadata.symbols(owner, soname))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private List<String> shlibs(ScannedObject object, String soname, List<Path> candidates) {
    Optional<String> found =
        candidates.stream()
            .flatMap(file -> owners(file).stream())
            .map(owner -> metadata.shlibs(owner, soname))
            .flatMap(Optional::stream)
            .findFirst();
    if (found.isEmpty() && ShlibsFile.describable(soname)) {
      throw noInformation(object, soname, candidates.get(0));
    }
    List<String> templates = new ArrayList<>();
    for (String template : found.orElse("").split(",\\s*")) {
      if (!template.isBlank()) {
        relations.add(template, new DebianVersion(""));
        templates.add(template);
      }
    }
    return templates;
  }

  private EngineException noInformation(ScannedObject object, String soname, Path file) {
    List<String> packages = owners(file);
    return new EngineException(
        ExitCode.PACKAGING,
        object
            + " needs '"
            + soname
            + "', but "
            + (packages.isEmpty()
                ? "no package owns '" + file + "'"
                : "package " + packages.get(0) + " has no shlibs or symbols information for it"),
        packages.isEmpty()
            ? "install the library from a Debian package, or say which package has it in"
                + " debian/shlibs.local"
            : "say which package has it in debian/shlibs.local: '"
                + soname.replaceFirst("\\.so\\.", " ")
                + " "
                + packages.get(0).replaceFirst(":.*", "")
                + "'");
  }

  private void addSymbol(
      ScannedObject object,
      SymbolReference reference,
      Map<String, LibrarySymbols> described,
      Map<String, List<String>> used) {
    for (Map.Entry<String, LibrarySymbols> library : described.entrySet()) {
      Optional<LibrarySymbols.Symbol> symbol = library.getValue().symbol(reference.debianName());
      if (symbol.isPresent()) {
        String template = library.getValue().template(symbol.get().template());
        relations.add(template, symbol.get().minimalVersion());
        used.computeIfAbsent(library.getKey(), s -> new ArrayList<>()).add(template);
        return;
      }
    }
    LibrarySymbols source = described.get(reference.library());
    if (source != null && !reference.weak() && !source.hasVersion(reference.version())) {
      throw new EngineException(
          ExitCode.PACKAGING,
          object
              + " needs symbol version "
              + reference.version()
              + " of '"
              + reference.library()
              + "' (for "
              + reference.name()
              + "), which the suite of this build does not have",
          "require an older release whose wheel fits this suite, or build the distribution from"
              + " source with --extra-pip-arg=--no-binary=NAME");
    }
  }

  private void raiseToBuildDependency(String soname, LibrarySymbols symbols) {
    String development =
        symbols
            .fields()
            .getOrDefault(
                "Build-Depends-Packages",
                symbols.fields().getOrDefault("Build-Depends-Package", ""));
    for (String name : development.split("[,\\s]+")) {
      buildDependencies
          .minimalVersion(name)
          .ifPresent(
              version ->
                  symbols.templates().forEach(template -> relations.raise(template, version)));
    }
  }

  /** Returns the packages that own {@code file}, or what it is a link to. */
  private List<String> owners(Path file) {
    List<String> direct = owners.getOrDefault(file, List.of());
    try {
      return direct.isEmpty() ? owners.getOrDefault(file.toRealPath(), List.of()) : direct;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
