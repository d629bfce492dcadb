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
 *
 * @param tree the virtualenv on this machine, without symbolic links
 * @param place where it will be on the target
 * @param home where its programs look for its interpreter: the tree or the place
 * @param python major and minor number of its interpreter, such as {@code 3.11}
 * @param cacheTag what byte code files carry in their name (PEP 3147), such as {@code cpython-311}
 */
public record WheelScheme(Path tree, InstallPath place, Path home, String python, String cacheTag) {
  /** Files that make the tree a virtualenv; no wheel may bring them. */
  private static final Pattern ESSENTIAL =
      Pattern.compile(
          "pyvenv\\.cfg|bin/(?:(?:python|pypy)(?:\\d+(?:\\.\\d+)*)?|activate_this\\.py|[Aa]ctivate(?:\\.[a-z0-9]+)?)");

  /** Returns the directory of modules. */
  public Path site() {
    return tree.resolve("lib")
        .resolve(Interpreter.library(python, cacheTag))
        .resolve("site-packages");
  }

  /** Returns the directory of programs. */
  public Path scripts() {
    return tree.resolve("bin");
  }

  /** Returns the directory for the part {@code key} of a wheel's .data directory. */
  Optional<Path> directory(String key, DistributionName distribution) {
    return switch (key) {
      case "purelib", "platlib" -> Optional.of(site());
      case "scripts" -> Optional.of(scripts());
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
    return ESSENTIAL.matcher(tree.relativize(file).toString()).matches();
  }

  /** Returns how RECORD names {@code file}: relative to the directory of modules. */
  String recordPath(Path file) {
    return site().relativize(file).toString();
  }

  /** Returns where the byte code of {@code file} lies; nothing if there can be none. */
  Optional<Path> byteCode(Path file) {
    return ByteCodeName.of(file.toString(), cacheTag).map(Path::of);
  }
}
