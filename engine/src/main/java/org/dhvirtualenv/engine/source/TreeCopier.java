package org.dhvirtualenv.engine.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.source.Skipped.Reason;

/**
 * Copies trees: one thread looks at the original, the others copy files.
 *
 * <p>Symbolic links stay links, hard links become files of their own. Entries that vanish meanwhile
 * are left out. The owner may do everything in each directory of the copy.
 */
final class TreeCopier {
  private final FileCopier files;
  private final LinkTranslation links;
  private final Skipped skipped;
  private final Workers workers;
  private final List<Directory> directories = new ArrayList<>();

  private record Directory(Path original, Path copy, FileTime modified) {}

  TreeCopier(FileCopier files, LinkTranslation links, Skipped skipped, Workers workers) {
    this.files = files;
    this.links = links;
    this.skipped = skipped;
    this.workers = workers;
  }

  /** Begins to copy {@code from}, a file or a tree, to {@code to}. */
  void copy(Path from, Path to, Selection selection) {
    Visitor visitor = new Visitor(from, to, selection);
    try {
      Files.walkFileTree(from, visitor);
    } catch (IOException e) {
      throw FileFailure.of(from, e);
    }
    if (!visitor.large.isEmpty()) {
      workers.submit(() -> files.copyLarge(from, to, visitor.large));
    }
  }

  /** Waits for the files and gives the directories their permissions and times. */
  void finish() {
    workers.await();
    for (int i = directories.size() - 1; i >= 0; i--) {
      Directory directory = directories.get(i);
      try {
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString("rwx------");
        wanted.addAll(Files.getPosixFilePermissions(directory.original()));
        Files.setPosixFilePermissions(directory.copy(), wanted);
        Files.setLastModifiedTime(directory.copy(), directory.modified());
      } catch (NoSuchFileException e) {
        // the original vanished
      } catch (IOException e) {
        throw FileFailure.of(directory.copy(), e);
      }
    }
    directories.clear();
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final Selection selection;
    private final List<FileCopier.Large> large = new ArrayList<>();

    Visitor(Path from, Path to, Selection selection) {
      this.from = from;
      this.to = to;
      this.selection = selection;
    }

    private Path copy(Path path) {
      return path.equals(from) ? to : to.resolve(from.relativize(path));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (!directory.equals(from) && selection.omitsDirectory(directory)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Path copy = copy(directory);
      try {
        Files.createDirectory(copy);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
      } catch (FileSystemException e) {
        if (!skipped.tooLong(directory, e)) {
          throw e;
        }
        return FileVisitResult.SKIP_SUBTREE;
      }
      directories.add(new Directory(directory, copy, attributes.lastModifiedTime()));
      selection.enter(directory, copy);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (selection.omitsFile(file)) {
        return FileVisitResult.CONTINUE;
      }
      Path copy = copy(file);
      FileTime modified = attributes.lastModifiedTime();
      if (attributes.isSymbolicLink()) {
        link(file, copy);
      } else if (!attributes.isRegularFile()) {
        skipped.add(Reason.SPECIAL, file);
      } else if (attributes.size() >= FileCopier.LARGE && !file.equals(from)) {
        large.add(new FileCopier.Large(from.relativize(file), modified));
      } else {
        workers.submit(() -> files.copy(file, copy, modified));
      }
      return FileVisitResult.CONTINUE;
    }

    private void link(Path file, Path copy) throws IOException {
      try {
        Files.createSymbolicLink(copy, links.translate(file));
      } catch (NoSuchFileException e) {
        // it vanished
      } catch (FileSystemException e) {
        if (!skipped.tooLong(file, e)) {
          throw e;
        }
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(from)) {
        throw failure;
      }
      if (failure instanceof AccessDeniedException) {
        if (!selection.omitsDirectory(file)) {
          files.refer(file, copy(file), failure);
        }
      } else if (!(failure instanceof NoSuchFileException) && !skipped.tooLong(file, failure)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
