package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.source.Skipped.Reason;

/**
 * Leaves out what no build can need and what would make it wrong.
 *
 * <p>That is: what debhelper has staged; byte code, virtualenvs and the caches of tools; and what
 * setuptools, scikit-build and pybuild have built earlier, which setuptools would put into the
 * wheel whether its source still exists or not. Nothing that git tracks is left out, or the copy
 * would count as modified. Everything else is copied, whether git ignores it or not: a generated
 * version file must be there. {@code *.egg-info} stays because SOURCES.txt in it may be all that
 * says which package data belong to an sdist.
 */
final class SourceSelection implements Selection {
  private static final Set<String> CACHES =
      Set.of(
          "__pycache__",
          ".mypy_cache",
          ".nox",
          ".pybuild",
          ".pytest_cache",
          ".ruff_cache",
          ".tox",
          "_skbuild");

  /** What setuptools makes in build/ (distutils.command.build). */
  private static final Pattern BUILT =
      Pattern.compile("lib|lib\\..*|bdist\\..*|temp\\..*|scripts-[0-9].*");

  /** A directory for temporary files of a build that was killed. */
  private static final Pattern TEMPORARY = Pattern.compile("dh_virtualenv\\.[0-9a-f]{16}");

  private static final Set<String> PROJECT = Set.of("setup.py", "setup.cfg", "pyproject.toml");
  private static final Pattern MODULE = Pattern.compile(".*\\.(py|so)");
  private static final Pattern PACKAGE = Pattern.compile("(?mi)^Package:[ \\t]*([a-z0-9.+-]+)");

  private static final String VIRTUALENV = "pyvenv.cfg";

  /** Patterns of git (gitglossary(7), pathspec) for everything that this class may leave out. */
  static final List<String> PATHSPECS =
      Stream.of(
              CACHES.stream().sorted().map(name -> name + "/**"),
              Stream.of("lib", "lib.*", "bdist.*", "temp.*", "scripts-*")
                  .map(name -> "build/" + name + "/**"),
              Stream.of(VIRTUALENV))
          .flatMap(patterns -> patterns)
          .map(pattern -> ":(top,glob)**/" + pattern)
          .toList();

  private final Set<Path> leftOut = new HashSet<>();
  private final Repositories repositories;
  private final Skipped skipped;

  SourceSelection(SourceTree tree, Path home, Repositories repositories, Skipped skipped) {
    this.repositories = repositories;
    this.skipped = skipped;
    leftOut.addAll(tree.leftOut());
    leftOut.add(home);
    Path debian = tree.buildTree().resolve("debian");
    leftOut.add(debian.resolve(".debhelper"));
    leftOut.add(debian.resolve("tmp"));
    Path control = debian.resolve("control");
    try {
      if (Files.isReadable(control)) {
        Matcher names =
            PACKAGE.matcher(new String(Files.readAllBytes(control), StandardCharsets.UTF_8));
        while (names.find()) {
          leftOut.add(debian.resolve(names.group(1)));
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(control, e);
    }
  }

  @Override
  public void enter(Path directory, Path copy) {
    repositories.copy(directory, copy);
  }

  @Override
  public boolean omitsDirectory(Path path) {
    if (leftOut.contains(path) || repositories.hasCopied(path)) {
      return true;
    }
    String name = String.valueOf(path.getFileName());
    if (TEMPORARY.matcher(name).matches()) {
      return true;
    }
    if (CACHES.contains(name)) {
      return !repositories.track(path);
    }
    return (stale(path, name) && unless(path, Reason.STALE))
        || (virtualenv(path) && unless(path, Reason.VIRTUALENV));
  }

  private boolean unless(Path path, Reason reason) {
    if (repositories.track(path)) {
      return false;
    }
    skipped.add(reason, path);
    return true;
  }

  @Override
  public boolean omitsFile(Path path) {
    return repositories.hasCopied(path);
  }

  private static boolean virtualenv(Path path) {
    return Files.exists(path.resolve(VIRTUALENV))
        && Stream.of("bin/python", "bin/python3")
            .anyMatch(name -> Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  /** Returns whether setuptools has built {@code path}; a package may be called "build" as well. */
  private static boolean stale(Path path, String name) {
    Path build = path.getParent();
    if (build == null || !build.endsWith("build") || !BUILT.matcher(name).matches()) {
      return false;
    }
    return !Files.exists(build.resolve("__init__.py"))
        && PROJECT.stream().anyMatch(file -> Files.exists(build.resolveSibling(file)))
        && (!name.equals("lib") || holdsModules(path));
  }

  /** Returns whether there is Python code in {@code path}: other tools have a build/lib as well. */
  private static boolean holdsModules(Path path) {
    try (Stream<Path> found = Files.find(path, 2, (file, at) -> at.isRegularFile())) {
      return found.anyMatch(file -> MODULE.matcher(file.toString()).matches());
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
