package org.dhvirtualenv.engine.create;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * A private directory in which pip builds, removed in the end.
 *
 * <p>A note says where it is. If the engine was killed before it could remove the directory, the
 * next one for the same package does.
 *
 * <p>Its name has always the same length, so that nothing that is compiled in it changes its size,
 * and is known beforehand, so that compilers can be told to forget it.
 */
record TemporaryDirectory(Path path, Path note) implements AutoCloseable {
  private static final int RANDOM_BYTES = 8;
  private static final Pattern NAME = Pattern.compile("dh_virtualenv\\.[0-9a-f]{16}");

  /**
   * Creates a directory below {@code parent} that only this user can enter.
   *
   * @param note the file that says where it is
   */
  static TemporaryDirectory below(Path parent, Path note) {
    removeLeft(note);
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    Path path = parent.resolve("dh_virtualenv." + HexFormat.of().formatHex(random));
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return noted(path.toRealPath(), note);
    } catch (IOException e) {
      throw new EngineException(
          ExitCode.ENVIRONMENT,
          "cannot create the directory '" + path + "': " + e.getClass().getSimpleName(),
          "set TMPDIR to a directory that can be written to",
          e);
    }
  }

  private static TemporaryDirectory noted(Path path, Path note) {
    try {
      Files.createDirectories(note.getParent());
      Files.writeString(note, path.toString());
      return new TemporaryDirectory(path, note);
    } catch (IOException e) {
      Trees.delete(path);
      throw FileFailure.of(note, e);
    }
  }

  private static void removeLeft(Path note) {
    try {
      Path left = Path.of(Files.readString(note));
      if (NAME.matcher(String.valueOf(left.getFileName())).matches()
          && Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(left).equals(Files.getOwner(note))) {
        Trees.delete(left);
      }
      Files.delete(note);
    } catch (NoSuchFileException e) {
      // nothing was left
    } catch (IOException e) {
      throw FileFailure.of(note, e);
    }
  }

  @Override
  public void close() {
    Trees.delete(path);
    Trees.delete(note);
  }
}
