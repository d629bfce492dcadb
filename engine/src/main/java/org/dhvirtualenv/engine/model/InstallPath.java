package org.dhvirtualenv.engine.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;

/**
 * Names a place on the target machine, where the package will be installed.
 *
 * <p>Never a path of the build host: {@link StagingRoot} is the only way from one to the other.
 * Absolute, normalised and not the root directory itself; names that are not valid UTF-8 are kept
 * because the value wraps the bytes of a {@link Path}.
 */
public final class InstallPath implements Comparable<InstallPath> {
  private final Path path;

  private InstallPath(Path path) {
    this.path = path;
  }

  /** Returns the place that {@code text} names. */
  public static InstallPath of(String text) {
    return of(parse(text));
  }

  /** Returns the place that {@code path} names on the target. */
  public static InstallPath of(Path path) {
    Path normal = path.normalize();
    if (!path.isAbsolute() || normal.getNameCount() == 0) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "'" + path + "' is not an absolute path below the root directory",
          "give an absolute path such as /usr/share/python or /opt/venvs");
    }
    return new InstallPath(normal);
  }

  /** Returns the place {@code child} below this one; it must not lead out of this one. */
  public InstallPath resolve(String child) {
    Path relative = parse(child);
    Path inside = path.resolve(relative).normalize();
    if (relative.isAbsolute() || !inside.startsWith(path) || inside.equals(path)) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "'" + child + "' does not stay below '" + path + "'",
          "give a relative path without '..'");
    }
    return new InstallPath(inside);
  }

  private static Path parse(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "'" + text.replaceAll("\\p{Cntrl}", "?") + "' is no path: " + e.getReason(),
          "use letters and digits of ASCII, or a UTF-8 locale such as C.UTF-8",
          e);
    }
  }

  /** Says whether this place is {@code other} or lies below it. */
  public boolean startsWith(InstallPath other) {
    return path.startsWith(other.path);
  }

  /** Returns the path as it will be on the target; never to be opened on the build host. */
  public Path onTarget() {
    return path;
  }

  @Override
  public int compareTo(InstallPath other) {
    return path.compareTo(other.path);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InstallPath that && that.path.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
