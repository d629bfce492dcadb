package org.dhvirtualenv.engine.loader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * The directories that the loader of the host architecture searches by default: those of ld.so.conf
 * and the trusted ones (ld.so(8)), in the order of dpkg-shlibdeps(1).
 */
public final class SystemLibraries {
  private static final String INCLUDE = "include";

  private final Path root;
  private final Set<Path> directories = new LinkedHashSet<>();
  private final Map<Path, Optional<ElfAbi>> seen = new HashMap<>();
  private final Map<ElfAbi, Map<String, List<Path>>> found = new HashMap<>();

  /**
   * Reads the configuration of the system below {@code root}, usually "/".
   *
   * @param root where etc/ld.so.conf and the libraries are
   * @param crossMultiarch the host's multiarch directory name when cross-building
   */
  public SystemLibraries(Path root, Optional<String> crossMultiarch) {
    this.root = root;
    crossMultiarch.ifPresent(
        name -> {
          directories.add(root.resolve("lib").resolve(name));
          directories.add(root.resolve("usr/lib").resolve(name));
        });
    directories.add(root.resolve("lib"));
    directories.add(root.resolve("usr/lib"));
    readConfiguration(root.resolve("etc/ld.so.conf"), new LinkedHashSet<>());
    for (String multilib : List.of("lib32", "usr/lib32", "lib64", "usr/lib64")) {
      directories.add(root.resolve(multilib));
    }
  }

  private void readConfiguration(Path file, Set<Path> read) {
    if (!Files.isRegularFile(file) || !read.add(file)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String text = line.replaceFirst("#.*", "").strip();
        if (text.startsWith(INCLUDE + " ") || text.startsWith(INCLUDE + "\t")) {
          include(text.substring(INCLUDE.length()).strip(), Trees.parent(file), read);
        } else if (text.startsWith("/")) {
          directories.add(below(text));
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  private void include(String pattern, Path here, Set<Path> read) throws IOException {
    Path glob = pattern.startsWith("/") ? below(pattern) : here.resolve(pattern);
    if (!Files.isDirectory(Trees.parent(glob))) {
      return;
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(Trees.parent(glob), glob.getFileName().toString())) {
      found.forEach(files::add);
    }
    files.stream().sorted().forEach(file -> readConfiguration(file, read));
  }

  private Path below(String absolute) {
    return root.resolve(absolute.replaceFirst("^/+", ""));
  }

  private SystemLibraries(Path root, SystemLibraries model) {
    this.root = root;
    for (Path directory : model.directories) {
      directories.add(root.resolve(model.root.relativize(directory)));
    }
  }

  /** Returns the same directories below another root. */
  SystemLibraries below(Path other) {
    return new SystemLibraries(other, this);
  }

  /**
   * Returns the soname that {@code ctypes.util.find_library(name)} would find: of the files {@code
   * libNAME.so.*} the one with the shortest version, which is the one that the linker cache has.
   */
  Optional<String> linkerName(String name, ElfAbi abi) {
    if (name.contains(".so")) {
      return Optional.empty();
    }
    for (Path directory : directories) {
      if (!Files.isDirectory(directory)) {
        continue;
      }
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(directory, file -> named(file, "lib" + name + ".so."))) {
        files.forEach(found::add);
      } catch (IOException e) {
        throw FileFailure.of(directory, e);
      }
      Optional<String> best =
          found.stream()
              .filter(file -> abiOf(file).filter(abi::equals).isPresent())
              .map(file -> String.valueOf(file.getFileName()))
              .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  private static boolean named(Path file, String prefix) {
    return String.valueOf(file.getFileName()).startsWith(prefix);
  }

  /** Returns the files called {@code soname} that an object of {@code abi} can load, in order. */
  List<Path> find(String soname, ElfAbi abi) {
    return found
        .computeIfAbsent(abi, key -> new HashMap<>())
        .computeIfAbsent(soname, name -> lookUp(name, abi));
  }

  private List<Path> lookUp(String soname, ElfAbi abi) {
    if (soname.contains("/")) {
      return List.of();
    }
    return directories.stream()
        .map(directory -> directory.resolve(soname))
        .filter(file -> abiOf(file).filter(abi::equals).isPresent())
        .toList();
  }

  /** Returns the file {@code absolute} of the system if an object of {@code abi} can load it. */
  Optional<Path> at(String absolute, ElfAbi abi) {
    return Optional.of(below(absolute)).filter(file -> abiOf(file).filter(abi::equals).isPresent());
  }

  private Optional<ElfAbi> abiOf(Path file) {
    return seen.computeIfAbsent(
        file,
        path ->
            Files.isRegularFile(path)
                ? ElfIdentity.of(path).map(ElfIdentity::abi)
                : Optional.empty());
  }
}
