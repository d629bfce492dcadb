package org.dhvirtualenv.engine.plan;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats of lock files, each known by the name of the file. */
public enum LockFormat {
  /** The standard one (PEP 751), which may have a name of its own: {@code pylock.NAME.toml}. */
  PYLOCK("pylock\\.(?:[^.]+\\.)?toml", "pylock.toml"),
  /** That of uv. */
  UV("uv\\.lock", "uv.lock"),
  /** That of Poetry. */
  POETRY("poetry\\.lock", "poetry.lock"),
  /** That of Pipenv. */
  PIPFILE("Pipfile\\.lock", "Pipfile.lock");

  private final Pattern names;
  private final String usual;

  LockFormat(String names, String usual) {
    this.names = Pattern.compile(names);
    this.usual = usual;
  }

  /** Returns the name that is looked for where none is given. */
  String usualName() {
    return usual;
  }

  /** Returns the format of {@code file}; empty if it is a requirements file. */
  public static Optional<LockFormat> of(Path file) {
    String name = String.valueOf(file.getFileName());
    for (LockFormat format : values()) {
      if (format.names.matcher(name).matches()) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
