package org.dhvirtualenv.engine.vendor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.dhvirtualenv.engine.digest.Digests;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.EngineException.Problem;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * The directory with archives of all that is installed and of what builds it.
 *
 * <p>It is one if it has a manifest. Then it has the files that this names, each as the manifest
 * says, and nothing else.
 *
 * @param path absolute
 * @param shown as messages name it
 */
public record VendorDirectory(Path path, String shown) {
  /** Where it is looked for: beside the packaging, or unpacked from a component tarball. */
  private static final List<String> USUAL = List.of("debian/vendor", "vendor");

  private static final String RENEW = "renew the directory with dh_virtualenv_vendor --update";

  /** What names none. */
  private static final String NOTHING = "/dev/null";

  /** Returns the one of that name below {@code buildTree}, which need not be there. */
  public static VendorDirectory named(Path buildTree, String name) {
    return new VendorDirectory(buildTree.resolve(name).normalize(), name);
  }

  /**
   * Returns the one that a build uses; empty if there is none.
   *
   * @param name what the packager calls it, perhaps {@code /dev/null} for none
   * @throws EngineException if one was named that has no manifest
   */
  public static Optional<VendorDirectory> find(Path buildTree, Optional<String> name) {
    if (name.isEmpty()) {
      return USUAL.stream()
          .map(usual -> named(buildTree, usual))
          .filter(VendorDirectory::exists)
          .findFirst();
    }
    return name.filter(given -> !given.equals(NOTHING))
        .map(given -> named(buildTree, given))
        .map(
            directory -> {
              directory.manifest();
              return directory;
            });
  }

  /** Returns whether it has a manifest. */
  public boolean exists() {
    return VendorManifest.isIn(path);
  }

  /**
   * Returns the manifest.
   *
   * @throws EngineException if there is none
   */
  public VendorManifest manifest() {
    if (!exists()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + shown + "' has no " + VendorManifest.NAME + " of dh_virtualenv_vendor",
          "make it with dh_virtualenv_vendor --vendor=" + shown);
    }
    return VendorManifest.read(path);
  }

  /**
   * Returns the manifest if all files are as it says.
   *
   * @throws EngineException that names each file which has changed, is missing or is not named
   */
  public VendorManifest verified() {
    VendorManifest manifest = manifest();
    List<Problem> problems = new ArrayList<>();
    manifest
        .digests()
        .forEach(
            (name, digest) -> {
              Path file = path.resolve(name);
              if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                problems.add(problem(name, "is missing", "bring it back, or " + RENEW));
              } else if (!Digests.hexadecimal(file).equals(digest)) {
                problems.add(
                    problem(
                        name,
                        "is not the file that the manifest names",
                        "bring that back, or " + RENEW));
              }
            });
    for (String name : others(manifest)) {
      problems.add(problem(name, "is not in the manifest", "remove it from there"));
    }
    if (!problems.isEmpty()) {
      throw new EngineException(ExitCode.PACKAGING, problems);
    }
    return manifest;
  }

  private Problem problem(String name, String what, String remedy) {
    return new Problem("'" + shown + "/" + name + "' " + what, remedy);
  }

  /** Returns the names of entries that {@code manifest} does not have. */
  private List<String> others(VendorManifest manifest) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException e) {
      throw FileFailure.of(path, e);
    }
    names.remove(VendorManifest.NAME);
    names.removeAll(manifest.digests().keySet());
    return names.stream().sorted().toList();
  }

  /**
   * Refuses to write if there is something that the manifest does not name, since it would be lost.
   *
   * @throws EngineException that names it
   */
  public void refuseOthers() {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + shown + "' is no directory",
          "name one with --vendor, or one that is to be made");
    }
    List<String> others =
        others(exists() ? manifest() : new VendorManifest(List.of(), new TreeMap<>()));
    if (!others.isEmpty()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + shown + "/" + others.get(0) + "' was not made by dh_virtualenv_vendor",
          "move it away, or name another directory with --vendor");
    }
  }
}
