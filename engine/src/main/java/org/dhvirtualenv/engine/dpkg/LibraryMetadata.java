package org.dhvirtualenv.engine.dpkg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the symbols and shlibs information of installed packages, in the order of
 * dpkg-shlibdeps(1).
 *
 * <p>Each file is read once, and only if a library of its package is needed; threads may share a
 * finder.
 */
public final class LibraryMetadata {
  private static final Pattern SONAME = Pattern.compile("(.+)\\.so\\.(.+)");

  private final Path sourceDirectory;
  private final Path admin;
  private final Path configuration;
  private final Path objdump;
  private final String architecture;
  private final Map<Path, SymbolsFile> symbols = new ConcurrentHashMap<>();
  private final Map<Path, ShlibsFile> shlibs = new ConcurrentHashMap<>();

  /**
   * Creates a finder.
   *
   * @param sourceDirectory holds debian/shlibs.local
   * @param admin dpkg's administrative directory, usually /var/lib/dpkg
   * @param configuration dpkg's configuration directory, usually /etc/dpkg
   * @param objdump dpkg's Perl module for ELF objects, Dpkg/Shlibs/Objdump/Object.pm
   * @param architecture the host architecture, such as amd64
   */
  public LibraryMetadata(
      Path sourceDirectory, Path admin, Path configuration, Path objdump, String architecture) {
    this.objdump = objdump;
    this.sourceDirectory = sourceDirectory;
    this.admin = admin;
    this.configuration = configuration;
    this.architecture = architecture;
  }

  /**
   * Returns the symbols of {@code soname} in {@code owner}, such as {@code libc6:amd64}; empty if
   * there are none or debian/shlibs.local decides about the library.
   */
  public Optional<LibrarySymbols> symbols(String owner, String soname) {
    if (shlibs(local()).dependencies(soname).isPresent()) {
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
   * sonames}, while dpkg is still asked which packages they really are.
   */
  public void expect(Set<String> sonames) {
    List<Path> files =
        sonames.stream()
            .map(SONAME::matcher)
            .filter(Matcher::matches)
            .map(match -> packageName(match.group(1), match.group(2)))
            .flatMap(name -> controlFiles(name, "symbols"))
            .toList();
    ForkJoinPool.commonPool()
        .execute(
            () -> {
              try {
                files.forEach(file -> symbols.computeIfAbsent(file, SymbolsFile::new));
              } catch (UncheckedIOException e) {
                return; // who needs the file will say so
              }
            });
  }

  private static String packageName(String library, String version) {
    String name = library.toLowerCase(Locale.ROOT).replace('_', '-');
    return name + (Character.isDigit(name.charAt(name.length() - 1)) ? "-" : "") + version;
  }

  /** Returns the dependencies that shlibs files give for {@code soname} of {@code owner}. */
  public Optional<String> shlibs(String owner, String soname) {
    List<Path> control = controlFiles(owner, "shlibs").toList();
    return Stream.of(
            Stream.of(local(), configuration.resolve("shlibs.override")),
            control.stream(),
            Stream.of(configuration.resolve("shlibs.default")))
        .flatMap(files -> files)
        .map(file -> shlibs(file).dependencies(soname))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Says whether this machine's dpkg-shlibdeps counts needed symbol versions as used symbols, which
   * it does since bug 1122107 was fixed in several branches of dpkg.
   */
  public boolean countsVersions() {
    try {
      return Files.isRegularFile(objdump)
          && new String(Files.readAllBytes(objdump), StandardCharsets.ISO_8859_1)
              .contains("add_verneed_symbol");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the symbols of {@code soname} in the package that is staged in {@code buildTree}. */
  public Optional<LibrarySymbols> stagedSymbols(Path buildTree, String soname) {
    Path file = buildTree.resolve("DEBIAN/symbols");
    return Optional.of(file)
        .filter(Files::isRegularFile)
        .filter(found -> shlibs(local()).dependencies(soname).isEmpty())
        .flatMap(found -> symbols.computeIfAbsent(found, SymbolsFile::new).library(soname));
  }

  /** Returns the dependencies that the package staged in {@code buildTree} gives for a library. */
  public Optional<String> stagedShlibs(Path buildTree, String soname) {
    return Stream.of(
            local(),
            configuration.resolve("shlibs.override"),
            buildTree.resolve("DEBIAN/shlibs"),
            configuration.resolve("shlibs.default"))
        .map(file -> shlibs(file).dependencies(soname))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Path local() {
    return sourceDirectory.resolve("debian/shlibs.local");
  }

  /** Multi-Arch: same packages have the architecture in the name of their files, others not. */
  private Stream<Path> controlFiles(String owner, String type) {
    Path info = admin.resolve("info");
    String plain = owner.replaceFirst(":.*", "");
    return Stream.of(
            info.resolve(owner + "." + type),
            info.resolve(plain + ":" + architecture + "." + type),
            info.resolve(plain + "." + type))
        .filter(Files::isRegularFile)
        .limit(1);
  }

  private ShlibsFile shlibs(Path file) {
    return shlibs.computeIfAbsent(file, ShlibsFile::new);
  }
}
