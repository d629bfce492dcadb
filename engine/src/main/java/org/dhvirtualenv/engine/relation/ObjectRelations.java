package org.dhvirtualenv.engine.relation;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.dhvirtualenv.engine.elf.SymbolVersion;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;

/**
 * Finds the relations for the libraries of the system that one object names, as dpkg-shlibdeps(1)
 * does: those of the library, in the version that the used symbols need.
 */
final class ObjectRelations {
  private final Policy policy;
  private final LibraryMetadata metadata;
  private final Findings findings;
  private final LibraryRelations presence;

  ObjectRelations(Policy policy, LibraryMetadata metadata, Findings findings) {
    this.policy = policy;
    this.metadata = metadata;
    this.findings = findings;
    this.presence = new LibraryRelations(metadata, findings);
  }

  /** Adds what {@code object} needs of {@code libraries} and returns the relations of each. */
  Map<Soname, Set<Template>> add(
      LoadableObject object, Collection<SystemLibrary> libraries, RelationField field) {
    Map<Soname, LibrarySymbols> described = new LinkedHashMap<>();
    Map<Soname, Set<Template>> used = new LinkedHashMap<>();
    for (SystemLibrary library : libraries) {
      used.put(library.soname(), new LinkedHashSet<>(presence.add(object.file(), library, field)));
      metadata.symbols(library).ifPresent(symbols -> described.put(library.soname(), symbols));
    }
    Set<SymbolVersion> refused = new HashSet<>();
    for (SymbolReference reference : object.elf().undefined()) {
      if (!addSymbol(reference, described, field, used)) {
        refuseNewVersion(object, reference, described, refused);
      }
    }
    for (SymbolReference version : object.elf().versions()) {
      refuseNewVersion(object, version, described, refused);
      if (policy.countSymbolVersions()) {
        addSymbol(version, described, field, used);
      }
    }
    described.values().forEach(symbols -> raiseToBuildDependency(symbols, field));
    return used;
  }

  private static boolean addSymbol(
      SymbolReference reference,
      Map<Soname, LibrarySymbols> described,
      RelationField field,
      Map<Soname, Set<Template>> used) {
    String name = reference.debianName();
    for (Map.Entry<Soname, LibrarySymbols> library : described.entrySet()) {
      Optional<LibrarySymbols.Symbol> symbol = library.getValue().symbol(name);
      if (symbol.isPresent()) {
        List<Template> templates = library.getValue().templates(symbol.get().template());
        for (Template template : templates) {
          field.add(template, symbol.get().minimalVersion(), name);
        }
        used.computeIfAbsent(library.getKey(), soname -> new LinkedHashSet<>()).addAll(templates);
        return true;
      }
    }
    return false;
  }

  private void refuseNewVersion(
      LoadableObject object,
      SymbolReference reference,
      Map<Soname, LibrarySymbols> described,
      Set<SymbolVersion> refused) {
    if (reference.weak() || reference.version().isEmpty()) {
      return;
    }
    SymbolVersion version = reference.version().get();
    LibrarySymbols symbols = described.get(new Soname(version.library()));
    if (symbols != null && !symbols.hasVersion(version.name()) && refused.add(version)) {
      findings.add(
          Problems.newSymbolVersion(
              object, reference.name(), version, symbols.newestLike(version.name())));
    }
  }

  private void raiseToBuildDependency(LibrarySymbols symbols, RelationField field) {
    for (String name : symbols.developmentPackages()) {
      policy
          .buildDependencies()
          .of(name)
          .ifPresent(
              version ->
                  symbols.templates().stream()
                      .flatMap(List::stream)
                      .forEach(
                          template -> field.raise(template, version, "Build-Depends: " + name)));
    }
  }
}
