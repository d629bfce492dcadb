package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what a project names outside of its own directory: {@code -e ../lib} in a requirements
 * file, a path dependency in pyproject.toml, a package directory in setup.py.
 *
 * <p>pip and back ends write into what they find there, so that it has to be copied too. Whatever
 * begins with {@code ../} in such a file and exists counts; a name too many costs little.
 */
final class NamedPaths {
  private static final String FILES =
      "{pyproject.toml,setup.py,setup.cfg,build.py,hatch_build.py,MANIFEST.in,Pipfile,"
          + "*requirements*.txt,*requirements*.in,*constraints*.txt}";

  private static final int LARGEST = 1 << 20;

  private static final Pattern UPWARD =
      Pattern.compile("(?<![\\w./-])(?:\\./)*\\.\\./[^\\s'\"`,;:#()\\[\\]{}<>|=]*");

  /** A line of a requirements file that installs a directory above: {@code -e ..[extra]}. */
  private static final Pattern ABOVE =
      Pattern.compile(
          "(?m)^[ \\t]*(?:-e|--editable)?[ \\t=]*(?:file:)?((?:\\./)*\\.\\.(?:/\\.\\.)*)/?"
              + "(?:\\[[^\\]\\n]*\\])?[ \\t]*(?:[#;].*)?$");

  private final Path limit;
  private final Set<Path> found = new LinkedHashSet<>();
  private final Set<Path> read = new HashSet<>();
  private final Deque<Path> unread = new ArrayDeque<>();

  private NamedPaths(Path limit) {
    this.limit = limit;
  }

  /**
   * Returns {@code source} and what it names, and what that names in turn.
   *
   * @param requirements files with requirements that will be installed
   * @param limit a directory above; what is named outside of it must be a project or a file
   */
  static Set<Path> of(Path source, Iterable<Path> requirements, Path limit) {
    NamedPaths paths = new NamedPaths(limit);
    paths.take(source);
    for (Path file : requirements) {
      paths.read(file, source, true);
    }
    while (!paths.unread.isEmpty()) {
      Path directory = paths.unread.remove();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, FILES)) {
        for (Path file : files) {
          String name = String.valueOf(file.getFileName());
          paths.read(file, directory, name.endsWith(".txt") || name.endsWith(".in"));
        }
      } catch (IOException e) {
        // it cannot be listed, and nothing in it can be installed
      }
    }
    return paths.found;
  }

  private void take(Path path) {
    if (found.add(path) && Files.isDirectory(path)) {
      unread.add(path);
    }
  }

  private void read(Path file, Path base, boolean requirements) {
    try {
      if (!read.add(file) || !Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return;
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      Matcher upward = UPWARD.matcher(text);
      while (upward.find()) {
        consider(upward.group(), base, requirements);
      }
      Matcher above = ABOVE.matcher(text);
      while (requirements && above.find()) {
        take(base.resolve(above.group(1)).normalize());
      }
    } catch (IOException e) {
      // whoever needs the file says that it is unreadable
    }
  }

  private void consider(String name, Path base, boolean requirements) throws IOException {
    Path path;
    try {
      path = base.resolve(name).normalize();
    } catch (InvalidPathException e) {
      return;
    }
    if (!Files.exists(path) || base.startsWith(path)) {
      return;
    }
    Path real = path.toRealPath();
    if (Files.isDirectory(real)) {
      if (real.startsWith(limit) || project(real)) {
        take(real);
      }
    } else if (Files.isRegularFile(real)) {
      if (!real.startsWith(limit)) {
        take(real);
      }
      if (requirements) {
        read(real, base, true);
      }
    }
  }

  private static boolean project(Path directory) {
    return Stream.of("setup.py", "setup.cfg", "pyproject.toml")
        .anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
  }
}
