package org.dhvirtualenv.engine.wheel;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.distribution.ByteCodeName;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;

/**
 * Where the files of a wheel go in a virtualenv of Debian's Python.
 *
 * <p>There purelib and platlib are one directory, so {@code Root-Is-Purelib} decides nothing.
 */
public final class WheelScheme {
  /** Files that make the tree a virtualenv; no wheel may bring them. */
  private static final Pattern ESSENTIAL =
      Pattern.compile(
          "pyvenv\\.cfg|bin/(?:(?:python|pypy)(?:\\d+(?:\\.\\d+)*)?|activate_this\\.py|[Aa]ctivate(?:\\.[a-z0-9]+)?)");

  private final Path tree;
  private final InstallPath place;
  private final Path home;
  private final String python;
  private final String cacheTag;
  private final Path library;
  private final Path site;
  private final Path scripts;
  private final String below;

  /**
   * Creates a scheme.
   *
   * @param tree the virtualenv on this machine, without symbolic links
   * @param place where it will be on the target
   * @param home where its programs look for its interpreter: the tree or the place
   * @param python major and minor number of its interpreter, such as {@code 3.11}
   * @param cacheTag what byte code files carry in their name (PEP 3147), such as {@code
   *     cpython-311}
   */
  public WheelScheme(Path tree, InstallPath place, Path home, String python, String cacheTag) {
    this.tree = tree;
    this.place = place;
    this.home = home;
    this.python = python;
    this.cacheTag = cacheTag;
    library = tree.resolve("lib");
    site = library.resolve(Interpreter.library(python, cacheTag)).resolve("site-packages");
    scripts = tree.resolve("bin");
    below = site + "/";
  }

  /** Returns the virtualenv on this machine. */
  public Path tree() {
    return tree;
  }

  /** Returns where it will be on the target. */
  public InstallPath place() {
    return place;
  }

  /** Returns where its programs look for its interpreter. */
  Path home() {
    return home;
  }

  /** Returns major and minor number of its interpreter. */
  String python() {
    return python;
  }

  /** Returns the directory of modules. */
  public Path site() {
    return site;
  }

  /** Returns the directory of programs. */
  public Path scripts() {
    return scripts;
  }

  /** Returns the directory for the part {@code key} of a wheel's .data directory. */
  Optional<Path> directory(String key, DistributionName distribution) {
    return switch (key) {
      case "purelib", "platlib" -> Optional.of(site);
      case "scripts" -> Optional.of(scripts);
      case "data" -> Optional.of(tree);
      case "headers" ->
          // as pip does in virtualenvs, since bin/python's own headers lie in include/pythonX.Y
          Optional.of(
              tree.resolve("include")
                  .resolve("site")
                  .resolve("python" + python)
                  .resolve(distribution.value()));
      default -> Optional.empty();
    };
  }

  /** Returns whether {@code file} belongs to the virtualenv and to no distribution. */
  boolean essential(Path file) {
    Path directory = file.getParent();
    return (scripts.equals(directory) || tree.equals(directory))
        && ESSENTIAL.matcher(tree.relativize(file).toString()).matches();
  }

  /**
   * Returns whether byte code can be made of {@code file}: the finished package has byte code in
   * lib only.
   */
  boolean module(Path file) {
    return file.toString().endsWith(".py") && file.startsWith(library);
  }

  /** Returns how RECORD names {@code file}: relative to the directory of modules. */
  String recordPath(Path file) {
    String name = file.toString();
    return name.startsWith(below)
        ? name.substring(below.length())
        : site.relativize(file).toString();
  }

  /** Returns where the byte code of {@code file} lies; nothing if there can be none. */
  Optional<Path> byteCode(Path file) {
    return ByteCodeName.of(file.toString(), cacheTag).map(Path::of);
  }
}
