package org.dhvirtualenv.engine.create;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.dhvirtualenv.engine.state.Manifest;

/**
 * A virtualenv that somebody else has made: venv, virtualenv or uv.
 *
 * <p>Where it believes to be stands in its activation script and in the shebangs of its programs.
 * That and where it is are replaced, so that it does not matter whether it was moved before.
 */
public final class FoundVirtualenv {
  private static final Pattern ACTIVATE =
      Pattern.compile("(?m)^\\s*(?:export )?VIRTUAL_ENV=[\"']?(/[^\"'$\\n]+)[\"']?\\s*$");

  /** A shebang, or the third word of the trampoline that stands in for a long one. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "\\A#!(?:/bin/sh\\n'{3}exec' )?[\"']?(/[^\"'\\n]+)/bin/python[0-9.]*[\"']?[ \\n]");

  private static final String PYTHON = "bin/python3";

  /** As many as Linux follows (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  private static final String NO_VIRTUALENV = "name the directory that 'python3 -m venv' made";

  private final Virtualenv virtualenv;
  private final BuildPaths buildPaths;
  private final Manifest manifest;
  private final boolean runnable;

  private FoundVirtualenv(
      Virtualenv virtualenv, BuildPaths buildPaths, Manifest manifest, boolean runnable) {
    this.virtualenv = virtualenv;
    this.buildPaths = buildPaths;
    this.manifest = manifest;
    this.runnable = runnable;
  }

  /**
   * Looks at the virtualenv in {@code directory}, which is to be relocated to {@code place}.
   *
   * @param also the paths of this machine that are known to mean nothing there
   * @param manifest files that need no second look
   * @param interpreters asks its interpreter what it is
   */
  public static FoundVirtualenv at(
      Path directory,
      InstallPath place,
      BuildPaths also,
      Manifest manifest,
      InterpreterFinder interpreters) {
    Path tree = directory.toAbsolutePath().normalize();
    if (!Files.isRegularFile(tree.resolve("pyvenv.cfg"))) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + tree + "' is no virtualenv: it has no pyvenv.cfg",
          NO_VIRTUALENV);
    }
    Optional<Path> executable = executable(tree, place);
    Interpreter interpreter =
        executable.isPresent() ? interpreters.find(executable.get().toString()) : inferred(tree);
    return new FoundVirtualenv(
        Virtualenv.atPlace(tree, place, interpreter),
        buildPaths(tree, place, also),
        manifest,
        executable.isPresent());
  }

  private static BuildPaths buildPaths(Path tree, InstallPath place, BuildPaths also) {
    Map<Path, Path> moved = new LinkedHashMap<>();
    for (Path old : believed(tree)) {
      if (!old.equals(place.onTarget())) {
        if (place.onTarget().startsWith(old)) {
          throw new EngineException(
              ExitCode.COMMAND_LINE,
              "'" + place + "' lies inside the virtualenv '" + old + "'",
              "name another place");
        }
        moved.put(old, place.onTarget());
      }
    }
    Set<Path> forbidden = new LinkedHashSet<>(moved.keySet());
    forbidden.addAll(also.forbidden());
    also.moved().forEach(moved::putIfAbsent);
    return new BuildPaths(moved, forbidden, also.allowed());
  }

  /** Returns where it is and will be. */
  public Virtualenv virtualenv() {
    return virtualenv;
  }

  /** Returns the places where it believes to be, and others that it must not name. */
  public BuildPaths buildPaths() {
    return buildPaths;
  }

  /** Returns the files that need no second look. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns whether its interpreter can make byte code here. */
  public boolean runnable() {
    return runnable;
  }

  /** Returns whether byte code lies beside its modules. */
  public boolean compiled() {
    return Trees.list(virtualenv.tree()).files().stream()
        .anyMatch(file -> Trees.parent(file).endsWith("__pycache__"));
  }

  /**
   * Returns its interpreter on this machine. Links that dh_link(1) has made relative (Policy 10.5)
   * lead to it only from the place on the target.
   */
  private static Optional<Path> executable(Path tree, InstallPath place) {
    Path inside = place.onTarget();
    Path target = inside.resolve(PYTHON);
    for (int links = 0; links < MOST_LINKS; links++) {
      Path here = target.startsWith(inside) ? tree.resolve(inside.relativize(target)) : target;
      if (!Files.isSymbolicLink(here)) {
        return Optional.of(here).filter(Files::isExecutable);
      }
      try {
        target = target.resolveSibling(Files.readSymbolicLink(here)).normalize();
      } catch (IOException e) {
        throw FileFailure.of(here, e);
      }
    }
    return Optional.empty();
  }

  private static Set<Path> believed(Path tree) {
    Set<Path> paths = new LinkedHashSet<>();
    Path executables = tree.resolve("bin");
    try {
      paths.add(tree.toRealPath());
      paths.add(tree);
      find(ACTIVATE, executables.resolve("activate")).ifPresent(paths::add);
      if (Files.isDirectory(executables)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(executables)) {
          for (Path file : files) {
            find(PROGRAM, file)
                .filter(path -> path.getNameCount() > 1 && !path.endsWith("usr/local"))
                .ifPresent(paths::add);
          }
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(tree, e);
    }
    return paths;
  }

  private static Optional<Path> find(Pattern pattern, Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.isSymbolicLink(file)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(Path.of(matcher.group(1)).normalize()) : Optional.empty();
  }

  /** Infers from the names of directories what an interpreter that is gone was. */
  private static Interpreter inferred(Path tree) {
    Path executable = tree.resolve(PYTHON);
    try (DirectoryStream<Path> libraries =
        Files.newDirectoryStream(tree.resolve("lib"), "python3.*")) {
      for (Path library : libraries) {
        String version = String.valueOf(library.getFileName()).replace("python", "");
        String tag = "cpython-" + version.replace(".", "");
        return new Interpreter(executable, version, tag, List.of());
      }
    } catch (IOException e) {
      throw FileFailure.of(tree, e);
    }
    throw new EngineException(
        ExitCode.PACKAGING,
        "'" + tree + "' is no virtualenv: it has no lib/python3.X",
        NO_VIRTUALENV);
  }
}
