package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.source.Skipped.Reason;

/**
 * Copies regular files with their permissions and times, but with this user as their owner.
 *
 * <p>The owner may write, since back ends change files of a source tree that is read-only for a
 * reason; no wheel tells the difference. Large files are left to cp(1), which shares their blocks
 * where the file system can (FICLONE) and keeps holes; for small ones a copy is as fast.
 */
final class FileCopier {
  /** From this size on a file is left to cp, in bytes. */
  static final long LARGE = 1 << 17;

  private static final int FILES_PER_COMMAND = 200;

  private final CommandRunner runner;
  private final Skipped skipped;

  /** Creates a copier; {@code runner} runs cp. */
  FileCopier(CommandRunner runner, Skipped skipped) {
    this.runner = runner;
    this.skipped = skipped;
  }

  /** Copies {@code from} to {@code to}, which does not exist. */
  void copy(Path from, Path to, FileTime modified) {
    try {
      Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
      Files.setLastModifiedTime(to, modified);
      permit(from, to);
    } catch (NoSuchFileException e) {
      // it vanished: somebody works beside the build
    } catch (AccessDeniedException e) {
      refer(from, to, e);
    } catch (IOException e) {
      if (!skipped.tooLong(from, e)) {
        throw FileFailure.of(to, new IOException(reason(e), e));
      }
    }
  }

  /** Returns what happened without the names of the files: it is hardly ever the original. */
  private static String reason(IOException failure) {
    return failure instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : String.valueOf(failure.getMessage());
  }

  /** Makes {@code to} a link to {@code from}, at which every access fails as it does there. */
  void refer(Path from, Path to, IOException reason) {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      throw FileFailure.of(to, reason);
    }
    skipped.add(Reason.UNREADABLE, from);
    try {
      Files.createSymbolicLink(to, from);
    } catch (IOException e) {
      throw FileFailure.of(to, e);
    }
  }

  private static void permit(Path from, Path to) throws IOException {
    Set<PosixFilePermission> wanted = EnumSet.of(PosixFilePermission.OWNER_WRITE);
    wanted.addAll(Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
    Files.setPosixFilePermissions(to, wanted);
  }

  /** A large file, by its path below the directory that is copied. */
  record Large(Path relative, FileTime modified) {}

  /** Copies {@code files} from below {@code from} to the same places below {@code to}. */
  void copyLarge(Path from, Path to, List<Large> files) {
    // a name that is not UTF-8 cannot be an argument
    Map<Boolean, List<Large>> nameable =
        files.stream()
            .collect(
                Collectors.partitioningBy(
                    file -> Path.of(file.relative().toString()).equals(file.relative())));
    copyEach(from, to, nameable.getOrDefault(false, List.of()));
    List<Large> rest = nameable.getOrDefault(true, List.of());
    for (int start = 0; start < rest.size(); start += FILES_PER_COMMAND) {
      List<Large> some = rest.subList(start, Math.min(rest.size(), start + FILES_PER_COMMAND));
      if (!share(from, to, some)) {
        copyEach(from, to, some); // which says what is wrong
      }
    }
  }

  private void copyEach(Path from, Path to, List<Large> files) {
    for (Large file : files) {
      Path copy = to.resolve(file.relative());
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        throw FileFailure.of(copy, e);
      }
      copy(from.resolve(file.relative()), copy, file.modified());
    }
  }

  private boolean share(Path from, Path to, List<Large> files) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "cp",
                "--reflink=auto",
                "--sparse=auto",
                "--no-dereference",
                "--preserve=timestamps",
                "--parents",
                "--target-directory=" + to,
                "--"));
    for (Large file : files) {
      arguments.add(file.relative().toString());
    }
    try {
      if (!runner.query(new Command(arguments, from, Map.of("LC_ALL", "C.UTF-8"))).succeeded()) {
        return false;
      }
      for (Large file : files) {
        permit(from.resolve(file.relative()), to.resolve(file.relative()));
      }
      return true;
    } catch (EngineException | IOException e) {
      return false;
    }
  }
}
