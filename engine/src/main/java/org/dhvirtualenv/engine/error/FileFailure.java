package org.dhvirtualenv.engine.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Words the failure of an operation on a file: which file, what happened, what to do.
 *
 * <p>Such a failure is never a bug: the file is missing or unreadable, or the file system is full.
 */
public final class FileFailure {
  private FileFailure() {}

  /** Returns the failure, with {@link ExitCode#ENVIRONMENT}, of an operation on {@code path}. */
  public static EngineException of(Path path, IOException failure) {
    return of(path.toString(), failure);
  }

  /** Returns the failure of an operation on a file that only its cause can name. */
  public static EngineException of(UncheckedIOException failure) {
    return of("a file", Objects.requireNonNull(failure.getCause()));
  }

  private static EngineException of(String path, IOException failure) {
    String file = path;
    String reason = String.valueOf(failure.getMessage());
    if (failure instanceof FileSystemException known) {
      // the exception names the file more exactly than who asked for a whole tree
      file = known.getFile() == null ? path : known.getFile();
      reason = known.getReason() == null ? reason(known) : known.getReason();
    }
    return new EngineException(
        ExitCode.ENVIRONMENT,
        "cannot access '" + file + "': " + reason,
        hint(failure, reason),
        failure);
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return failure.getClass().getSimpleName();
  }

  private static String hint(IOException failure, String reason) {
    if (reason.contains("No space left") || reason.contains("quota")) {
      return "free some space on the file system that holds it, or set TMPDIR to one that has more";
    }
    if (reason.contains("Read-only file system")) {
      return "build in a directory that can be written to";
    }
    if (reason.contains("Too many open files")) {
      return "raise the limit with 'ulimit -n'";
    }
    if (failure instanceof AccessDeniedException) {
      return "check its owner and mode; the build must be able to read and write it";
    }
    return "check that it exists, and that the file system is whole and not full";
  }
}
