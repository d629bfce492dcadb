package org.dhvirtualenv.engine.relation;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.model.DebianVersion;

/** What a symbols file says of one library (deb-symbols(5)). */
public final class LibrarySymbols {
  private final List<List<Template>> templates;
  private final List<String> developmentPackages;
  private final Map<String, Symbol> symbols;

  /** Derived from the symbols when they are first asked for. */
  private Optional<DebianVersion> smallest = Optional.empty();

  private boolean smallestKnown;
  private final Set<String> symbolVersions = new HashSet<>();

  /**
   * Creates a description; its reader fills the collections before anybody asks it.
   *
   * @param templates relations, each perhaps several; the first ones are the library's own
   * @param developmentPackages whose version in Build-Depends is a minimum too
   * @param symbols by name, {@code name@version}
   */
  public LibrarySymbols(
      List<List<Template>> templates,
      List<String> developmentPackages,
      Map<String, Symbol> symbols) {
    this.templates = templates;
    this.developmentPackages = developmentPackages;
    this.symbols = symbols;
  }

  /**
   * A symbol.
   *
   * @param minimalVersion of the package, from which on it has the symbol
   * @param template index of its templates
   * @param gone whether it is listed as missing, so that it counts for the oldest version only
   */
  public record Symbol(DebianVersion minimalVersion, int template, boolean gone) {}

  /** Returns the templates; symbols refer to them by their index. */
  public List<List<Template>> templates() {
    return templates;
  }

  /** Returns the templates with {@code index}, or the library's own if there are none. */
  List<Template> templates(int index) {
    return index < templates.size() ? templates.get(index) : templates.get(0);
  }

  /** Returns the packages whose version in Build-Depends is a minimum (Build-Depends-Package). */
  public List<String> developmentPackages() {
    return developmentPackages;
  }

  /** Returns a symbol that the library still has. */
  public Optional<Symbol> symbol(String debianName) {
    return Optional.ofNullable(symbols.get(debianName)).filter(symbol -> !symbol.gone());
  }

  /** Returns the lowest minimal version of all symbols that use the library's own templates. */
  public Optional<DebianVersion> smallestVersion() {
    if (!smallestKnown) {
      smallest =
          symbols.values().stream()
              .filter(symbol -> symbol.template() == 0)
              .map(Symbol::minimalVersion)
              .distinct()
              .min(DebianVersion::compareTo);
      smallestKnown = true;
    }
    return smallest;
  }

  /** Returns whether some symbol has the symbol version {@code version}. */
  public boolean hasVersion(String version) {
    return symbolVersions().contains(version);
  }

  /** Returns the highest of the symbol versions that differ from {@code version} in number only. */
  public Optional<String> newestLike(String version) {
    String stem = version.replaceFirst("[0-9.]*$", "");
    return symbolVersions().stream()
        .filter(name -> name.replaceFirst("[0-9.]*$", "").equals(stem) && !name.equals(stem))
        .max(Comparator.comparing(name -> new DebianVersion(name.substring(stem.length()))));
  }

  private Set<String> symbolVersions() {
    if (symbolVersions.isEmpty()) {
      symbols
          .keySet()
          .forEach(name -> symbolVersions.add(name.substring(name.lastIndexOf('@') + 1)));
    }
    return symbolVersions;
  }
}
