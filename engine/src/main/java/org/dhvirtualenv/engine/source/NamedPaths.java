package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.net.URI;
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

/**
 * Finds what a project names outside of its own directory: {@code -e ../lib} in a requirements
 * file, a path dependency in pyproject.toml, a package directory in setup.py, a link to code.
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
      Pattern.compile(
          "(?m)(?:(?<![\\w./-])|(?<=(?:^|\\s)-[a-z]))"
              + "(?:\\./)*\\.\\./[^\\s'\"`,;:#()\\[\\]{}<>|=]*");

  /** A line of a requirements file that installs a directory above: {@code -e ..[extra]}. */
  private static final Pattern ABOVE =
      Pattern.compile(
          "(?m)^[ \\t]*(?:-e|--editable)?[ \\t=]*(?:file:)?((?:\\./)*\\.\\.(?:/\\.\\.)*)/?"
              + "(?:\\[[^\\]\\n]*\\])?[ \\t]*(?:[#;].*)?$");

  /** An absolute path in a requirements file, perhaps as a URL. */
  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "(?m)(?:(?<![\\w./:@-])|(?<=(?:^|\\s)-[erc])|(?<=@)|(?<=file:)|(?<=file://)|(?<=://localhost))"
              + "(/[^/\\s'\"`,;:#()\\[\\]{}<>|=][^\\s'\"`,;:#()\\[\\]{}<>|=]*)");

  /** A line of a requirements file that names another one. */
  private static final Pattern INCLUDED =
      Pattern.compile("(?m)^[ \\t]*(?:-[rc]|--(?:requirement|constraint))[ \\t=]*(\\S+)");

  private final Path source;
  private final Path limit;
  private final Set<Path> copied = new LinkedHashSet<>();
  private final Set<Path> shown = new LinkedHashSet<>();
  private final Set<Path> absolute = new LinkedHashSet<>();
  private final Set<Path> read = new HashSet<>();
  private final Deque<Path> unread = new ArrayDeque<>();

  /**
   * Finds what the project in {@code source} names, and what that names in turn.
   *
   * @param tree says what will be installed
   * @param limit the directory above, all of which can be seen from the copy in any case
   */
  NamedPaths(SourceTree tree, Path source, Path limit) {
    this.source = source;
    this.limit = limit;
    copy(source);
    search(String.join("\n", tree.arguments()), source, true);
    takeAbsolute(String.join("\n", tree.arguments()));
    tree.requirements().forEach(file -> read(file, source, true));
    while (!unread.isEmpty()) {
      Path directory = unread.remove();
      if (!source.equals(limit)) {
        LinkedCode.in(directory, limit).forEach(this::copy);
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, FILES)) {
        for (Path file : files) {
          String name = String.valueOf(file.getFileName());
          read(file, directory, name.endsWith(".txt") || name.endsWith(".in"));
        }
      } catch (IOException e) {
        // it cannot be listed, and nothing in it can be installed
      }
    }
  }

  /** Returns the source directory, other directories and single files that have to be copied. */
  Set<Path> copied() {
    return copied;
  }

  /** Returns directories outside of the limit that are read only. */
  Set<Path> shown() {
    return shown;
  }

  /** Returns requirements files that name by an absolute path what is copied. */
  Set<Path> absolute() {
    return absolute;
  }

  private void copy(Path path) {
    if (copied.add(path) && Files.isDirectory(path)) {
      unread.add(path);
    }
  }

  /** Searches a file; {@code installed} if its lines are arguments of pip. */
  private void read(Path file, Path base, boolean installed) {
    try {
      if (read.add(file) && Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        search(text, base, installed);
        if (installed) {
          include(text, file, base);
        }
      }
    } catch (IOException e) {
      // whoever needs the file says that it is unreadable
    }
  }

  private void search(String text, Path base, boolean installed) {
    Matcher upward = UPWARD.matcher(text);
    while (upward.find()) {
      try {
        Path path = base.resolve(upward.group()).normalize();
        if (Files.exists(path)) {
          take(path.toRealPath(), base, installed);
        }
      } catch (IOException | InvalidPathException e) {
        // it is no path after all
      }
    }
    Matcher above = ABOVE.matcher(text);
    while (installed && above.find()) {
      copy(base.resolve(above.group(1)).normalize());
    }
  }

  /** Looks at what a requirements file names by absolute paths, and at those that it includes. */
  private void include(String text, Path file, Path base) throws IOException {
    Matcher included = INCLUDED.matcher(text);
    while (included.find()) {
      try {
        read(file.resolveSibling(included.group(1)).normalize(), base, true);
      } catch (InvalidPathException e) {
        // it is no path after all
      }
    }
    if (takeAbsolute(text)) {
      Path real = file.toRealPath();
      absolute.add(real);
      copied.add(real);
    }
  }

  /**
   * Takes projects with an absolute path; returns whether the copy has any path in {@code text}.
   */
  private boolean takeAbsolute(String text) {
    boolean found = false;
    Matcher matcher = ABSOLUTE.matcher(text);
    while (matcher.find()) {
      try {
        Path path = Path.of(decoded(matcher.group(1))).toRealPath();
        if (!path.startsWith(source) && !source.startsWith(path) && LinkedCode.isProject(path)) {
          copy(path);
        }
        found |= copied.stream().anyMatch(path::startsWith) || path.startsWith(limit);
      } catch (IOException | IllegalArgumentException e) {
        // there is no such path
      }
    }
    return found;
  }

  private static String decoded(String path) {
    return path.contains("%") ? URI.create("file:" + path).getPath() : path;
  }

  private void take(Path path, Path base, boolean installed) {
    boolean near = path.startsWith(limit);
    if (Files.isRegularFile(path)) {
      if (!near) {
        copied.add(path);
      }
      if (installed) {
        read(path, base, true);
      }
    } else if (Files.isDirectory(path) && !source.startsWith(path)) {
      if (LinkedCode.isProject(path) || (near && !installed)) {
        copy(path);
      } else if (!near) {
        shown.add(path);
      }
    }
  }
}
