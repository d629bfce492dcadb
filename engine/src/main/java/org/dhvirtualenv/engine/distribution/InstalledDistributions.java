package org.dhvirtualenv.engine.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.FileFailure;

/** The distributions in a virtualenv's site-packages directories. */
public final class InstalledDistributions {
  private final List<Distribution> all;
  private final Map<Path, Distribution> owners = new HashMap<>();

  private InstalledDistributions(List<Distribution> all) {
    this.all = List.copyOf(all);
  }

  /** Reads the metadata of everything installed in {@code virtualenv}, on all processors. */
  public static InstalledDistributions in(Path virtualenv) {
    return new InstalledDistributions(
        metadata(virtualenv).parallelStream().map(Distribution::read).toList());
  }

  /** Returns how many there are in {@code virtualenv}. */
  public static int count(Path virtualenv) {
    return metadata(virtualenv).size();
  }

  private static List<Path> metadata(Path virtualenv) {
    List<Path> found = new ArrayList<>();
    for (Path library : children(virtualenv.resolve("lib"))) {
      for (Path entry : children(library.resolve("site-packages"))) {
        if (Distribution.named(entry) && Files.isDirectory(entry)) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }

  /** Returns them sorted by the name of their metadata directory. */
  public List<Distribution> all() {
    return all;
  }

  /** Returns the distribution that installed {@code file}. */
  public Optional<Distribution> owner(Path file) {
    return Optional.ofNullable(owners().get(file));
  }

  /** Returns the owner of each file, which not everybody wants to know. */
  private synchronized Map<Path, Distribution> owners() {
    if (owners.isEmpty()) {
      for (Distribution distribution : all) {
        for (RecordRow row : distribution.records()) {
          owners.put(distribution.file(row), distribution);
        }
      }
    }
    return owners;
  }
}
