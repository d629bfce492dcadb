package org.dhvirtualenv.engine.dpkg;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a symbols file says of one library (deb-symbols(5)). */
public final class LibrarySymbols {
  private final List<String> templates;
  private final Map<String, String> fields;
  private final Map<String, Symbol> symbols;

  /** Derived from the symbols when they are first asked for. */
  private Optional<DebianVersion> smallest = Optional.empty();

  private final Set<String> symbolVersions = new HashSet<>();

  /** Creates a description that its reader fills before anybody asks it. */
  LibrarySymbols(List<String> templates, Map<String, String> fields, Map<String, Symbol> symbols) {
    this.templates = templates;
    this.fields = fields;
    this.symbols = symbols;
  }

  /**
   * A symbol.
   *
   * @param minimalVersion of the package, from which on it has the symbol
   * @param template index of the dependency template
   * @param gone whether it is listed as missing, so that it counts for the oldest version only
   */
  public record Symbol(DebianVersion minimalVersion, int template, boolean gone) {}

  /** Returns the dependency templates; symbols refer to them by their index. */
  public List<String> templates() {
    return templates;
  }

  /** Returns meta-information such as {@code Build-Depends-Package}. */
  public Map<String, String> fields() {
    return fields;
  }

  /** Returns the symbols by name, {@code name@version}. */
  Map<String, Symbol> symbols() {
    return symbols;
  }

  /** Returns a symbol that the library still has. */
  public Optional<Symbol> symbol(String debianName) {
    return Optional.ofNullable(symbols.get(debianName)).filter(symbol -> !symbol.gone());
  }

  /** Returns the lowest minimal version of all symbols that use the main template. */
  public DebianVersion smallestVersion() {
    if (smallest.isEmpty()) {
      smallest =
          Optional.of(
              symbols.values().stream()
                  .filter(symbol -> symbol.template() == 0)
                  .map(Symbol::minimalVersion)
                  .distinct()
                  .min(DebianVersion::compareTo)
                  .orElse(new DebianVersion("")));
    }
    return smallest.get();
  }

  /** Says whether some symbol has the symbol version {@code version}. */
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

  /** Returns the template with {@code index}, or the main one if there is none. */
  public String template(int index) {
    return index < templates.size() ? templates.get(index) : templates.get(0);
  }
}
