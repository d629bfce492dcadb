package org.dhvirtualenv.engine.dpkg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;

/**
 * The files of all installed packages, from the lists that dpkg keeps of them.
 *
 * <p>Where /bin, /lib and the like are links into /usr, what a package has below them is told where
 * it really is. A list is named after its package, with the architecture for one that is {@code
 * Multi-Arch: same} (deb-split of dpkg's database, dpkg(1)).
 */
public final class FileLists {
  private static final String SUFFIX = ".list";

  private final Map<String, String> aliases;
  private final Map<InstalledPackage, List<String>> files = new HashMap<>();
  private final Map<String, InstalledPackage> owners = new HashMap<>();

  private FileLists(Map<String, String> aliases) {
    this.aliases = aliases;
  }

  /** Reads the lists in the directory {@code info} of dpkg's database. */
  public static FileLists read(Path info) {
    FileLists lists = new FileLists(aliases());
    Map<String, Path> sorted = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(info, "*" + SUFFIX)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        sorted.put(name.substring(0, name.length() - SUFFIX.length()), entry);
      }
    } catch (IOException e) {
      throw FileFailure.of(info, e);
    }
    sorted.forEach((name, file) -> lists.add(InstalledPackage.parse(name), file));
    return lists;
  }

  /** Returns the directories of the root that are links into /usr, and where they lead. */
  private static Map<String, String> aliases() {
    Map<String, String> aliases = new TreeMap<>();
    for (String name : List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")) {
      if (Files.isSymbolicLink(Path.of(name)) && Files.isDirectory(Path.of("/usr" + name))) {
        aliases.put(name, "/usr" + name);
      }
    }
    return aliases;
  }

  private void add(InstalledPackage name, Path list) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(list), StandardCharsets.UTF_8)
              .lines()
              .map(this::real)
              .toList();
      files.put(name, lines);
      lines.forEach(line -> owners.putIfAbsent(line, name));
    } catch (IOException e) {
      throw FileFailure.of(list, e);
    }
  }

  /** Returns where {@code path}, as a package spells it, really is. */
  public String real(String path) {
    int slash = path.indexOf('/', 1);
    String top = slash < 0 ? path : path.substring(0, slash);
    return Optional.ofNullable(aliases.get(top))
        .map(target -> slash < 0 ? path : target + path.substring(slash))
        .orElse(path);
  }

  /** Returns the files and directories of the package that dpkg spells so. */
  public List<String> of(InstalledPackage installed) {
    return files.getOrDefault(installed, List.of());
  }

  /** Returns the files and directories of a package, on whatever architecture. */
  public List<String> of(PackageName name) {
    return files.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  /** Returns a package that has {@code path}; of a directory that several have, any of them. */
  public Optional<InstalledPackage> owner(String path) {
    return Optional.ofNullable(owners.get(real(path)));
  }

  /** Returns everything that any package has. */
  public Collection<String> all() {
    return owners.keySet();
  }
}
