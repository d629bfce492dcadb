package org.dhvirtualenv.engine.dpkg;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a symbols file says of one library (deb-symbols(5)).
 *
 * @param templates the dependency templates; symbols refer to them by their index
 * @param fields meta-information such as {@code Build-Depends-Package}
 * @param symbols by name, {@code name@version}
 */
public record LibrarySymbols(
    List<String> templates, Map<String, String> fields, Map<String, Symbol> symbols) {
  /**
   * A symbol.
   *
   * @param minimalVersion of the package, from which on it has the symbol
   * @param template index of the dependency template
   * @param gone whether it is listed as missing, so that it counts for the oldest version only
   */
  public record Symbol(DebianVersion minimalVersion, int template, boolean gone) {}

  /** Returns a symbol that the library still has. */
  public Optional<Symbol> symbol(String debianName) {
    return Optional.ofNullable(symbols.get(debianName)).filter(symbol -> !symbol.gone());
  }

  /** Returns the lowest minimal version of all symbols that use the main template. */
  public DebianVersion smallestVersion() {
    return symbols.values().stream()
        .filter(symbol -> symbol.template() == 0)
        .map(Symbol::minimalVersion)
        .min(DebianVersion::compareTo)
        .orElse(new DebianVersion(""));
  }

  /** Says whether some symbol has the symbol version {@code version}. */
  public boolean hasVersion(String version) {
    return symbols.containsKey(version + "@" + version)
        || symbols.keySet().stream().anyMatch(name -> name.endsWith("@" + version));
  }

  /** Returns the highest of the symbol versions that differ from {@code version} in number only. */
  public Optional<String> newestLike(String version) {
    String stem = version.replaceFirst("[0-9.]*$", "");
    return symbols.keySet().stream()
        .map(name -> name.substring(name.lastIndexOf('@') + 1))
        .filter(name -> name.replaceFirst("[0-9.]*$", "").equals(stem) && !name.equals(stem))
        .max(Comparator.comparing(name -> new DebianVersion(name.substring(stem.length()))));
  }

  /** Returns the template with {@code index}, or the main one if there is none. */
  public String template(int index) {
    return index < templates.size() ? templates.get(index) : templates.get(0);
  }
}
