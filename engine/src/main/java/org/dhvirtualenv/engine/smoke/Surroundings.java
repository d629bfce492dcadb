package org.dhvirtualenv.engine.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.dpkg.Alternatives;
import org.dhvirtualenv.engine.dpkg.FileLists;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * Puts installed packages into a private root, with what their maintainer scripts have made.
 *
 * <p>What no package has but lies in a directory of theirs was made for it, such as byte code or
 * the certificates in /etc/ssl/certs; in directories that are everybody's it may be anything, and
 * is left out.
 */
public final class Surroundings {
  private static final List<String> DOCUMENTATION =
      Stream.of("doc", "man", "info", "lintian").map(name -> "/usr/share/" + name + "/").toList();

  /** Who has the directories that are everybody's. */
  private static final List<PackageName> COMMON =
      Stream.of("base-files", "libc6", "python3-minimal").map(PackageName::new).toList();

  /** What is made when a system is installed. */
  private static final List<Path> SYSTEM =
      Stream.of("passwd", "group", "hosts", "nsswitch.conf").map(Path.of("/etc")::resolve).toList();

  private static final int MOST_LINKS = 40; // as many as the kernel follows

  private final FileLists lists;
  private final NavigableSet<String> known;
  private final Alternatives alternatives;

  public Surroundings(FileLists lists, Alternatives alternatives) {
    this.lists = lists;
    this.known = new TreeSet<>(lists.all());
    this.alternatives = alternatives;
  }

  /** Adds the files of {@code packages}. */
  public void into(PrivateRoot root, List<InstalledPackage> packages) {
    SYSTEM.forEach(root::add);
    Set<String> files = new HashSet<>();
    packages.forEach(one -> files.addAll(lists.of(one)));
    Set<String> common = new HashSet<>();
    COMMON.forEach(name -> common.addAll(lists.of(name)));
    for (String file : files) {
      if (file.startsWith("/") && DOCUMENTATION.stream().noneMatch(file::startsWith)) {
        Path path = Path.of(file).normalize();
        root.add(path);
        if (!common.contains(file) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          addMade(root, path);
        }
      }
    }
    root.link(Path.of("/etc/mtab"), Path.of("/proc/self/mounts"));
    alternatives
        .links(file -> root.has(Path.of(lists.real(file))))
        .forEach((link, target) -> root.link(Path.of(lists.real(link)), Path.of(target)));
  }

  private void addMade(PrivateRoot root, Path directory) {
    if (!Files.isReadable(directory)) {
      return; // it is root's own, and no program of others can look into it either
    }
    for (Path child : PrivateRoot.children(directory)) {
      String name = child.toString();
      if (known.contains(name)) {
        continue;
      }
      String below = known.ceiling(name + "/");
      if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        root.add(child);
      } else if (below == null || !below.startsWith(name + "/")) {
        root.addWhole(child);
      }
    }
  }

  /**
   * Returns the interpreter of a staged virtualenv, where its links lead on the target; of one that
   * has a copy, where that came from.
   */
  public static Path interpreter(StagingRoot staging, InstallPath virtualenv) {
    Path program = virtualenv.resolve("bin/python3").onTarget();
    Path staged = staging.locate(InstallPath.of(program));
    try {
      for (int links = 0; links < MOST_LINKS && Files.isSymbolicLink(staged); links++) {
        program = program.resolveSibling(Files.readSymbolicLink(staged)).normalize();
        staged = staging.locate(InstallPath.of(program));
      }
      if (!Files.exists(staged)) {
        return Files.exists(program) ? program.toRealPath() : program;
      }
      Path configuration = staging.locate(virtualenv.resolve("pyvenv.cfg"));
      for (String line : Files.readAllLines(configuration)) {
        if (line.matches("home\\s*=.*")) {
          Path home = Path.of(line.substring(line.indexOf('=') + 1).strip());
          return home.resolve(program.getFileName());
        }
      }
      return program;
    } catch (IOException e) {
      throw FileFailure.of(staged, e);
    }
  }

  /**
   * Adds the installation of an interpreter that no package has: the directory above that of the
   * program {@code python}.
   */
  public void addInterpreter(PrivateRoot root, Path python) {
    Path prefix = python.resolve("../..").normalize();
    if (lists.owner(python.toString()).isEmpty() && prefix.getNameCount() > 0) {
      root.addWhole(prefix);
    }
  }
}
