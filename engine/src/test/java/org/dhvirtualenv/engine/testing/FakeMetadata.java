package org.dhvirtualenv.engine.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;
import org.dhvirtualenv.engine.relation.LibraryMetadata;
import org.dhvirtualenv.engine.relation.LibrarySymbols;
import org.dhvirtualenv.engine.relation.LibrarySymbols.Symbol;
import org.dhvirtualenv.engine.relation.Template;

/** Knows libraries that nobody has installed. */
public final class FakeMetadata implements LibraryMetadata {
  private final Map<String, LibrarySymbols> symbols = new HashMap<>();
  private final Map<String, List<Template>> shlibs = new HashMap<>();
  private final Map<String, InstalledPackage> owners = new HashMap<>();
  private final Map<String, PackageName> suppliers = new HashMap<>();
  private final Set<String> archive = new HashSet<>();
  private final List<String> suppliersAsked = new ArrayList<>();

  /** Returns where {@code soname} lies on a made-up system. */
  public static SystemLibrary library(String soname) {
    return new SystemLibrary(new Soname(soname), List.of(Path.of("/usr/lib", soname)));
  }

  /** Gives {@code soname} symbols, each {@code name@version minimal-version [template]}. */
  public FakeMetadata symbols(String soname, String templates, String... lines) {
    return symbols(soname, List.of(), List.of(templates), lines);
  }

  /** Gives {@code soname} symbols with several templates and development packages. */
  public FakeMetadata symbols(
      String soname, List<String> development, List<String> templates, String... lines) {
    Map<String, Symbol> all = new HashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      int template = words.length > 2 ? Integer.parseInt(words[2]) : 0;
      all.put(words[0], new Symbol(new DebianVersion(words[1]), template, false));
    }
    symbols.put(
        soname,
        new LibrarySymbols(templates.stream().map(Template::parse).toList(), development, all));
    return this;
  }

  /** Gives {@code soname} a line of a shlibs file. */
  public FakeMetadata shlibs(String soname, String relations) {
    shlibs.put(soname, Template.parse(relations));
    return this;
  }

  /** Lets {@code name} own the file of {@code soname}. */
  public FakeMetadata owner(String soname, String name) {
    owners.put(soname, InstalledPackage.parse(name));
    return this;
  }

  /** Lets the archive have {@code soname} in the package {@code name}. */
  public FakeMetadata supplier(String soname, String name) {
    suppliers.put(soname, new PackageName(name));
    return this;
  }

  /** Lets the archive have the package {@code name}. */
  public FakeMetadata available(String name) {
    archive.add(name);
    return this;
  }

  /** Returns the libraries whose supplier was asked for. */
  public List<String> suppliersAsked() {
    return List.copyOf(suppliersAsked);
  }

  @Override
  public Optional<LibrarySymbols> symbols(SystemLibrary library) {
    return Optional.ofNullable(symbols.get(library.soname().value()));
  }

  @Override
  public Optional<List<Template>> shlibs(SystemLibrary library) {
    return Optional.ofNullable(shlibs.get(library.soname().value()));
  }

  @Override
  public List<InstalledPackage> owners(Path file) {
    InstalledPackage owner = owners.get(String.valueOf(file.getFileName()));
    return owner == null ? List.of() : Arrays.asList(owner);
  }

  @Override
  public Map<Soname, PackageName> suppliers(Collection<Soname> sonames) {
    sonames.forEach(soname -> suppliersAsked.add(soname.value()));
    Map<Soname, PackageName> known = new HashMap<>();
    suppliers.forEach((soname, name) -> known.put(new Soname(soname), name));
    known.keySet().retainAll(sonames);
    return known;
  }

  @Override
  public boolean available(PackageName name) {
    return archive.contains(name.value());
  }
}
