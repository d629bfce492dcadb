package org.dhvirtualenv.engine.vendor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * What a vendor directory will hold, gathered beside it, so that it changes at once or not at all.
 *
 * <p>Nothing is deleted but what the manifest of the old one names.
 */
public final class StagedArchives implements AutoCloseable {
  private final VendorDirectory directory;
  private final Path path;
  private final SortedMap<String, String> digests = new TreeMap<>();

  private StagedArchives(VendorDirectory directory, Path path) {
    this.directory = directory;
    this.path = path;
  }

  /**
   * Begins with nothing.
   *
   * @throws EngineException if the directory has something that nobody knows
   */
  public static StagedArchives beside(VendorDirectory directory) {
    directory.refuseOthers();
    Path parent = Trees.parent(directory.path());
    try {
      return new StagedArchives(directory, Files.createTempDirectory(parent, ".vendor-"));
    } catch (IOException e) {
      throw FileFailure.of(parent, e);
    }
  }

  /**
   * Adds a copy of {@code file}; returns whether it is new.
   *
   * @throws EngineException if another file of that name is there
   */
  public boolean add(Path file) {
    String name = String.valueOf(file.getFileName());
    String digest = Digests.hexadecimal(file);
    String before = digests.putIfAbsent(name, digest);
    if (before != null && !before.equals(digest)) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "there are two different files '" + name + "'",
          "look for it in one index only");
    }
    if (before == null) {
      Path target = path.resolve(name);
      try {
        Files.copy(file, target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
      } catch (IOException e) {
        throw FileFailure.of(target, e);
      }
    }
    return before == null;
  }

  /** Makes the vendor directory hold what was added, for {@code targets}. */
  public void put(Set<String> targets) {
    Set<String> before = directory.exists() ? directory.manifest().digests().keySet() : Set.of();
    directory.refuseOthers();
    try {
      Files.write(
          path.resolve(VendorManifest.NAME),
          new VendorManifest(targets.stream().sorted().toList(), digests).lines());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path old = Files.createTempDirectory(Trees.parent(path), ".vendor-");
      if (Files.isDirectory(directory.path())) {
        Files.move(directory.path(), old.resolve("old"));
      }
      Files.move(path, directory.path());
      for (String name : before) {
        Files.deleteIfExists(old.resolve("old").resolve(name));
      }
      Files.deleteIfExists(old.resolve("old").resolve(VendorManifest.NAME));
      Files.deleteIfExists(old.resolve("old"));
      Files.delete(old);
    } catch (IOException e) {
      throw FileFailure.of(directory.path(), e);
    }
  }

  @Override
  public void close() {
    Trees.delete(path);
  }
}
