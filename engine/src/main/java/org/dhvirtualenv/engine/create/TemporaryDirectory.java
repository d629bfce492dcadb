package org.dhvirtualenv.engine.create;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * A private directory in which pip builds, removed in the end.
 *
 * <p>If the engine was killed before it could remove the directory, the next one for the same
 * package does. A note says where it is; where debhelper has removed that, it is found by its name,
 * which is made of the note's. It is locked, so that nobody removes one that is in use.
 *
 * <p>Its name has always the same length, so that nothing that is compiled in it changes its size,
 * and is known beforehand, so that compilers can be told to forget it.
 */
record TemporaryDirectory(Path path, Path note, FileChannel lock) implements AutoCloseable {
  private static final String PREFIX = "dh_virtualenv.";
  private static final int BYTES = 8;
  private static final Pattern NAME = Pattern.compile("dh_virtualenv\\.[0-9a-f]{16}");

  /**
   * Creates a directory below {@code parent} that only this user can enter.
   *
   * @param note the file that says where it is
   */
  static TemporaryDirectory below(Path parent, Path note) {
    removeLeft(note);
    Path usual = parent.resolve(PREFIX + HexFormat.of().formatHex(digest(note)));
    try {
      removeLeft(usual, Files.getOwner(Path.of("/proc/self")));
    } catch (IOException e) {
      throw FileFailure.of(usual, e);
    }
    Path path = usual;
    if (Files.exists(usual, LinkOption.NOFOLLOW_LINKS)) { // in use, or somebody else's
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      path = parent.resolve(PREFIX + HexFormat.of().formatHex(random));
    }
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

  private static byte[] digest(Path note) {
    try {
      byte[] name = note.toString().getBytes(StandardCharsets.UTF_8);
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(name), BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static TemporaryDirectory noted(Path path, Path note) {
    Path file = note;
    try {
      Files.createDirectories(note.getParent());
      Files.writeString(note, path.toString());
      file = lock(path);
      FileChannel lock =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      return new TemporaryDirectory(path, note, lock);
    } catch (IOException e) {
      Trees.delete(path);
      throw FileFailure.of(file, e);
    }
  }

  private static Path lock(Path directory) {
    return directory.resolve("lock");
  }

  private static void removeLeft(Path note) {
    try {
      removeLeft(Path.of(Files.readString(note)), Files.getOwner(note));
      Files.delete(note);
    } catch (NoSuchFileException e) {
      // nothing was left
    } catch (IOException e) {
      throw FileFailure.of(note, e);
    }
  }

  /** Removes {@code left} if it is one of {@code owner}'s that nobody uses. */
  private static void removeLeft(Path left, UserPrincipal owner) throws IOException {
    if (NAME.matcher(String.valueOf(left.getFileName())).matches()
        && Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(left).equals(owner)
        && !inUse(left)) {
      Trees.delete(left);
    }
  }

  private static boolean inUse(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(lock(directory), StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try (lock) {
      Trees.delete(path);
      Trees.delete(note);
    } catch (IOException e) {
      throw FileFailure.of(lock(path), e);
    }
  }
}
