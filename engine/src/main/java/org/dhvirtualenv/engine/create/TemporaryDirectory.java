package org.dhvirtualenv.engine.create;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.files.Trees;

/**
 * A private directory in which pip builds, removed in the end.
 *
 * <p>Its name has always the same length, so that nothing that is compiled in it changes its size,
 * and is known beforehand, so that compilers can be told to forget it.
 */
record TemporaryDirectory(Path path) implements AutoCloseable {
  private static final int RANDOM_BYTES = 8;

  /** Creates a directory below {@code parent} that only this user can enter. */
  static TemporaryDirectory below(Path parent) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    Path path = parent.resolve("dh_virtualenv." + HexFormat.of().formatHex(random));
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new TemporaryDirectory(path.toRealPath());
    } catch (IOException e) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          "cannot create the directory '" + path + "': " + e.getClass().getSimpleName(),
          "set TMPDIR to a directory that can be written to",
          e);
    }
  }

  @Override
  public void close() {
    Trees.delete(path);
  }
}
