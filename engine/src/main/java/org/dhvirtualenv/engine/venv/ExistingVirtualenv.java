package org.dhvirtualenv.engine.venv;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.phase.BuiltVirtualenv;
import org.dhvirtualenv.engine.phase.Interpreter;
import org.dhvirtualenv.engine.phase.Relocation;

/**
 * A virtualenv that somebody else has made: venv, virtualenv or uv.
 *
 * <p>Where it believes to be stands in its activation script and in the shebangs of its programs.
 * That and where it is are replaced, so that it does not matter whether it was moved before.
 */
public final class ExistingVirtualenv {
  private static final Pattern ACTIVATE =
      Pattern.compile("(?m)^\\s*(?:export )?VIRTUAL_ENV=[\"']?(/[^\"'$\\n]+)[\"']?\\s*$");

  /** A shebang, or the third word of the trampoline that stands in for a long one. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "\\A#!(?:/bin/sh\\n'{3}exec' )?[\"']?(/[^\"'\\n]+)/bin/python[0-9.]*[\"']?[ \\n]");

  private static final String NO_VIRTUALENV = "name the directory that 'python3 -m venv' made";

  private final Path tree;
  private final InterpreterFinder interpreters;

  /** Looks at the virtualenv {@code tree}; {@code interpreters} runs its interpreter. */
  public ExistingVirtualenv(Path tree, InterpreterFinder interpreters) {
    if (!Files.isRegularFile(tree.resolve("pyvenv.cfg"))) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "'" + tree + "' is no virtualenv: it has no pyvenv.cfg",
          NO_VIRTUALENV);
    }
    this.tree = tree.toAbsolutePath().normalize();
    this.interpreters = interpreters;
  }

  /** Says whether byte code lies beside its modules. */
  public boolean compiled() {
    return Trees.list(tree).files().stream()
        .anyMatch(file -> Trees.parent(file).endsWith("__pycache__"));
  }

  /** Says whether its interpreter can be run here. */
  public boolean runnable() {
    return Files.isExecutable(tree.resolve("bin/python3"));
  }

  /** Returns it as something to relocate to {@code place}. */
  public BuiltVirtualenv at(InstallPath place, List<String> allowedBuildPaths) {
    Map<Path, Path> moved = new LinkedHashMap<>();
    for (Path old : believed()) {
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
    Relocation relocation = new Relocation(tree, place, moved, moved.keySet(), allowedBuildPaths);
    return new BuiltVirtualenv(relocation, interpreter(), Set.of(), List.of());
  }

  private Set<Path> believed() {
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
      throw new UncheckedIOException(e);
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

  /** Asks the interpreter, or infers from the names of directories what one that is gone was. */
  private Interpreter interpreter() {
    Path executable = tree.resolve("bin/python3");
    if (runnable()) {
      return interpreters.find(executable.toString());
    }
    try (DirectoryStream<Path> libraries =
        Files.newDirectoryStream(tree.resolve("lib"), "python3.*")) {
      for (Path library : libraries) {
        String version = String.valueOf(library.getFileName()).replace("python", "");
        String tag = "cpython-" + version.replace(".", "");
        return new Interpreter(executable, version, tag, Optional.empty());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new EngineException(
        ExitCode.PACKAGING,
        "'" + tree + "' is no virtualenv: it has no lib/python3.X",
        NO_VIRTUALENV);
  }
}
