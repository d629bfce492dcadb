package org.dhvirtualenv.engine.dpkg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;
import org.dhvirtualenv.engine.relation.LibrarySymbols;
import org.dhvirtualenv.engine.relation.Template;

/**
 * Finds the symbols and shlibs information of installed packages, in the order of
 * dpkg-shlibdeps(1).
 *
 * <p>Each file is read once, and only if a library of its package is needed; threads may share a
 * finder.
 */
public final class ControlFiles {
  private final Path sourceDirectory;
  private final Path admin;
  private final Path configuration;
  private final String architecture;
  private final Map<Path, SymbolsFile> symbols = new ConcurrentHashMap<>();
  private final Map<Path, ShlibsFile> shlibs = new ConcurrentHashMap<>();

  /**
   * Creates a finder.
   *
   * @param sourceDirectory holds debian/shlibs.local
   * @param admin dpkg's administrative directory, usually /var/lib/dpkg
   * @param configuration dpkg's configuration directory, usually /etc/dpkg
   * @param architecture the host architecture, such as amd64
   */
  public ControlFiles(Path sourceDirectory, Path admin, Path configuration, String architecture) {
    this.sourceDirectory = sourceDirectory;
    this.admin = admin;
    this.configuration = configuration;
    this.architecture = architecture;
  }

  /**
   * Returns the symbols of {@code soname} in {@code owner}, empty if there are none or
   * debian/shlibs.local decides about the library.
   */
  public Optional<LibrarySymbols> symbols(InstalledPackage owner, Soname soname) {
    if (shlibs(local()).relations(soname).isPresent()) {
      return Optional.empty();
    }
    Path overrides = configuration.resolve("symbols");
    return Stream.concat(
            Stream.of(
                overrides.resolve(owner + ".symbols." + architecture),
                overrides.resolve(owner + ".symbols")),
            controlFiles(owner, "symbols"))
        .filter(Files::isRegularFile)
        .map(file -> symbols.computeIfAbsent(file, SymbolsFile::new).library(soname))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Begins to read the symbols of the packages that Policy 8.1 would have named after {@code
   * libraries}, while dpkg is still asked which packages they really are.
   */
  public void expect(Collection<SystemLibrary> libraries) {
    List<Path> files =
        libraries.stream()
            .flatMap(library -> library.soname().parts().stream())
            .flatMap(name -> controlFiles(packageName(name), "symbols"))
            .toList();
    ForkJoinPool.commonPool()
        .execute(
            () -> {
              try {
                files.forEach(file -> symbols.computeIfAbsent(file, SymbolsFile::new));
              } catch (EngineException e) {
                return; // who needs the file will say so
              }
            });
  }

  private static String packageName(Soname.Parts soname) {
    String name = soname.library().toLowerCase(Locale.ROOT).replace('_', '-');
    boolean digit = Character.isDigit(name.charAt(name.length() - 1));
    return name + (digit ? "-" : "") + soname.version();
  }

  /** Returns the relations that shlibs files give for {@code soname} of {@code owner}. */
  public Optional<List<Template>> shlibs(InstalledPackage owner, Soname soname) {
    List<Path> control = controlFiles(owner, "shlibs").toList();
    return Stream.of(
            Stream.of(local(), configuration.resolve("shlibs.override")),
            control.stream(),
            Stream.of(configuration.resolve("shlibs.default")))
        .flatMap(files -> files)
        .map(file -> shlibs(file).relations(soname))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns the symbols of {@code soname} in the package that is staged in {@code buildTree}. */
  public Optional<LibrarySymbols> stagedSymbols(Path buildTree, Soname soname) {
    Path file = buildTree.resolve("DEBIAN/symbols");
    return Optional.of(file)
        .filter(Files::isRegularFile)
        .filter(found -> shlibs(local()).relations(soname).isEmpty())
        .flatMap(found -> symbols.computeIfAbsent(found, SymbolsFile::new).library(soname));
  }

  /** Returns the relations that the package staged in {@code buildTree} gives for a library. */
  public Optional<List<Template>> stagedShlibs(Path buildTree, Soname soname) {
    return Stream.of(
            local(),
            configuration.resolve("shlibs.override"),
            buildTree.resolve("DEBIAN/shlibs"),
            configuration.resolve("shlibs.default"))
        .map(file -> shlibs(file).relations(soname))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Path local() {
    return sourceDirectory.resolve("debian/shlibs.local");
  }

  private Stream<Path> controlFiles(InstalledPackage owner, String type) {
    return Stream.concat(
            Stream.of(admin.resolve("info").resolve(owner + "." + type)),
            controlFiles(owner.name().value(), type))
        .filter(Files::isRegularFile)
        .limit(1);
  }

  /** Multi-Arch: same packages have the architecture in the name of their files, others not. */
  private Stream<Path> controlFiles(String name, String type) {
    Path info = admin.resolve("info");
    return Stream.of(
            info.resolve(name + ":" + architecture + "." + type), info.resolve(name + "." + type))
        .filter(Files::isRegularFile)
        .limit(1);
  }

  private ShlibsFile shlibs(Path file) {
    return shlibs.computeIfAbsent(file, ShlibsFile::new);
  }
}
