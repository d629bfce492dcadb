package org.dhvirtualenv.engine.depends;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.dpkg.BuildDependencies;
import org.dhvirtualenv.engine.dpkg.DebianVersion;
import org.dhvirtualenv.engine.dpkg.LibrarySymbols;
import org.dhvirtualenv.engine.dpkg.ShlibsFile;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * Finds the relations for the libraries of the system that one object uses, as dpkg-shlibdeps(1)
 * does: from the symbols file the version that the used symbols need, else from the shlibs file.
 */
final class ObjectDependencies {
  private final Owners owners;
  private final BuildDependencies buildDependencies;
  private final boolean countVersions;

  /**
   * Creates a finder.
   *
   * @param owners knows the libraries
   * @param buildDependencies raise versions as Build-Depends-Package says
   * @param countVersions whether a needed symbol version counts as a used symbol, as for
   *     dpkg-shlibdeps since dpkg 1.22.22 (Debian bug 1122107)
   */
  ObjectDependencies(Owners owners, BuildDependencies buildDependencies, boolean countVersions) {
    this.countVersions = countVersions;
    this.owners = owners;
    this.buildDependencies = buildDependencies;
  }

  /**
   * Adds to {@code relations} what {@code object} needs of {@code libraries}, candidates by soname,
   * and returns the templates that each soname has led to.
   */
  Map<String, Set<String>> add(
      ScannedObject object, Map<String, List<Path>> libraries, Relations relations) {
    Map<String, LibrarySymbols> described = new LinkedHashMap<>();
    Map<String, Set<String>> used = new LinkedHashMap<>();
    libraries.forEach(
        (soname, candidates) -> {
          used.put(soname, library(object, soname, candidates, relations));
          owners.symbols(soname, candidates).ifPresent(found -> described.put(soname, found));
        });
    for (SymbolReference reference : object.elf().undefined()) {
      if (!addSymbol(reference, described, relations, used)) {
        refuseNewVersion(object, reference, described);
      }
    }
    for (SymbolReference version : object.elf().versions()) {
      refuseNewVersion(object, version, described);
      if (countVersions) {
        addSymbol(version, described, relations, used);
      }
    }
    described.values().forEach(symbols -> raiseToBuildDependency(symbols, relations));
    return used;
  }

  /**
   * Adds what the mere presence of a library asks for and returns its templates; {@code user} is
   * named if nothing is known of the library.
   */
  Set<String> library(Object user, String soname, List<Path> candidates, Relations relations) {
    Optional<LibrarySymbols> symbols = owners.symbols(soname, candidates);
    if (symbols.isPresent()) {
      String template = symbols.get().template(0);
      relations.add(template, symbols.get().smallestVersion(), "");
      return new LinkedHashSet<>(List.of(template));
    }
    Optional<String> shlibs = owners.shlibs(soname, candidates);
    if (shlibs.isEmpty() && ShlibsFile.describable(soname)) {
      throw noInformation(user, soname, candidates.get(0));
    }
    Set<String> templates = new LinkedHashSet<>();
    for (String template : shlibs.orElse("").split(",\\s*")) {
      if (!template.isBlank()) {
        relations.add(template, new DebianVersion(""), "");
        templates.add(template);
      }
    }
    return templates;
  }

  private EngineException noInformation(Object user, String soname, Path file) {
    List<String> packages = owners.of(file);
    return new EngineException(
        ExitCode.PACKAGING,
        user
            + " needs '"
            + soname
            + "', but "
            + (packages.isEmpty()
                ? "no package owns '" + file + "'"
                : "package " + packages.get(0) + " has no shlibs or symbols information for it"),
        packages.isEmpty()
            ? "install the library from a Debian package, or name the package in"
                + " debian/shlibs.local"
            : "name the package in debian/shlibs.local: '"
                + soname.replaceFirst("\\.so\\.", " ")
                + " "
                + packages.get(0).replaceFirst(":.*", "")
                + "'");
  }

  private static boolean addSymbol(
      SymbolReference reference,
      Map<String, LibrarySymbols> described,
      Relations relations,
      Map<String, Set<String>> used) {
    String name = reference.debianName();
    for (Map.Entry<String, LibrarySymbols> library : described.entrySet()) {
      Optional<LibrarySymbols.Symbol> symbol = library.getValue().symbol(name);
      if (symbol.isPresent()) {
        String template = library.getValue().template(symbol.get().template());
        relations.add(template, symbol.get().minimalVersion(), name);
        used.computeIfAbsent(library.getKey(), soname -> new LinkedHashSet<>()).add(template);
        return true;
      }
    }
    return false;
  }

  private static void refuseNewVersion(
      ScannedObject object, SymbolReference reference, Map<String, LibrarySymbols> described) {
    LibrarySymbols source = described.get(reference.library());
    if (source != null && !reference.weak() && !source.hasVersion(reference.version())) {
      throw new EngineException(
          ExitCode.PACKAGING,
          object
              + " needs "
              + reference.version()
              + " of '"
              + reference.library()
              + "' (for "
              + reference.name()
              + "); the suite of this build has "
              + source.newestLike(reference.version()).orElse("no such symbol version"),
          "require a release whose wheel fits this suite, or build the distribution from source"
              + " with --extra-pip-arg=--no-binary=NAME");
    }
  }

  private void raiseToBuildDependency(LibrarySymbols symbols, Relations relations) {
    Map<String, String> fields = symbols.fields();
    String development =
        fields.getOrDefault(
            "Build-Depends-Packages", fields.getOrDefault("Build-Depends-Package", ""));
    for (String name : development.split("[,\\s]+")) {
      buildDependencies
          .minimalVersion(name)
          .ifPresent(
              version ->
                  symbols
                      .templates()
                      .forEach(
                          template ->
                              relations.raise(template, version, "Build-Depends: " + name)));
    }
  }
}
