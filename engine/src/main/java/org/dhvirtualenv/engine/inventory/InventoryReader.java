package org.dhvirtualenv.engine.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.ExternalRequirement;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.model.Strength;

/** Reads every file of some virtualenvs once, on all processors. */
public final class InventoryReader {
  private final ElfReader reader;

  /** What one file adds to the inventory. */
  private record Facts(
      Optional<LoadableObject> object, Optional<DamagedObject> damaged, List<RunTimeLoad> loads) {
    static final Facts NONE = new Facts(Optional.empty(), Optional.empty(), List.of());
  }

  /** Creates a reader that leaves objects to {@code reader}. */
  public InventoryReader(ElfReader reader) {
    this.reader = reader;
  }

  /** Returns what the {@code virtualenvs} of {@code root} hold. */
  public Inventory read(StagingRoot root, List<InstallPath> virtualenvs) {
    List<Distribution> all = new ArrayList<>();
    List<LoadableObject> objects = new ArrayList<>();
    List<DamagedObject> damaged = new ArrayList<>();
    List<RunTimeLoad> loads = new ArrayList<>();
    for (InstallPath virtualenv : virtualenvs) {
      Path staged = root.locate(virtualenv);
      InstalledDistributions distributions = InstalledDistributions.in(staged);
      all.addAll(distributions.all());
      Trees.regularFiles(staged).parallelStream()
          .map(path -> facts(path, staged, root, distributions))
          .forEachOrdered(
              facts -> {
                facts.object().ifPresent(objects::add);
                facts.damaged().ifPresent(damaged::add);
                loads.addAll(facts.loads());
              });
    }
    return new Inventory(root, all, objects, damaged, loads, externals(all));
  }

  /**
   * Returns whether the {@code staged} virtualenv has nothing of all that an inventory lists but
   * distributions.
   */
  public static boolean bare(Path staged, List<Distribution> distributions) {
    return externals(distributions).isEmpty()
        && Trees.regularFiles(staged).parallelStream().allMatch(InventoryReader::bare);
  }

  private static boolean bare(Path path) {
    return isModule(path)
        ? PythonLiterals.names(content(path)).isEmpty()
        : ElfIdentity.of(path).filter(ElfIdentity::loadable).isEmpty();
  }

  private static boolean isModule(Path path) {
    return path.toString().endsWith(".py");
  }

  private static List<ExternalRequirement> externals(List<Distribution> distributions) {
    List<ExternalRequirement> externals = new ArrayList<>();
    for (Distribution distribution : distributions) {
      for (String text : distribution.requiresExternal()) {
        externals.add(
            new ExternalRequirement(
                distribution.name(),
                text,
                Strength.DEPENDS,
                "Requires-External of " + distribution));
      }
    }
    return externals;
  }

  private Facts facts(
      Path path, Path virtualenv, StagingRoot root, InstalledDistributions distributions) {
    if (isModule(path)) {
      Set<String> names = PythonLiterals.names(content(path));
      return names.isEmpty()
          ? Facts.NONE
          : literals(file(path, virtualenv, root, distributions), names);
    }
    return ElfIdentity.of(path)
        .filter(ElfIdentity::loadable)
        .map(identity -> object(file(path, virtualenv, root, distributions), identity))
        .orElse(Facts.NONE);
  }

  private static TreeFile file(
      Path path, Path virtualenv, StagingRoot root, InstalledDistributions distributions) {
    return new TreeFile(
        path, root.installed(path), virtualenv.relativize(path), distributions.owner(path));
  }

  private static byte[] content(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw FileFailure.of(path, e);
    }
  }

  private static Facts literals(TreeFile file, Set<String> names) {
    return new Facts(
        Optional.empty(),
        Optional.empty(),
        names.stream()
            .map(name -> new RunTimeLoad(file, List.of(name), Optional.empty()))
            .toList());
  }

  private Facts object(TreeFile file, ElfIdentity identity) {
    try {
      LoadableObject object = new LoadableObject(file, reader.read(file.path()));
      List<RunTimeLoad> loads =
          object.elf().dlopened().notes().stream()
              .map(note -> new RunTimeLoad(file, note.sonames(), Optional.of(note.priority())))
              .toList();
      return new Facts(Optional.of(object), Optional.empty(), loads);
    } catch (MalformedElfException e) {
      DamagedObject damaged =
          new DamagedObject(file, identity.abi(), String.valueOf(e.getMessage()));
      return new Facts(Optional.empty(), Optional.of(damaged), List.of());
    }
  }
}
