package org.dhvirtualenv.engine.create;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.Interpreter;

/**
 * Offers the standard library's byte code to interpreters that keep theirs in a private directory.
 *
 * <p>With a prefix (PYTHONPYCACHEPREFIX) Python looks for byte code below it alone, and would
 * compile the standard library anew in each build. Links to files, in directories of our own, let
 * it read what the package of the interpreter has; what it writes replaces a link.
 */
final class StandardByteCode {
  /** Directories of what neither venv nor pip nor a back end usually imports. */
  private static final Set<String> UNUSED =
      Set.of(
          "__phello__",
          "asyncio",
          "curses",
          "dbm",
          "dist-packages",
          "ensurepip",
          "idlelib",
          "lib2to3",
          "pydoc_data",
          "site-packages",
          "sqlite3",
          "test",
          "tkinter",
          "turtledemo",
          "wsgiref");

  /** Of a hundred encodings, those that text and archives of this century have. */
  private static final Set<String> ENCODINGS =
      Set.of("__init__", "aliases", "ascii", "cp437", "idna", "latin_1", "utf_8", "utf_8_sig");

  private StandardByteCode() {}

  /** Links the byte code of {@code interpreter}'s library below {@code prefix}, if it is new. */
  static void link(Interpreter interpreter, Path prefix) {
    Path root = Trees.parent(Trees.parent(interpreter.executable()));
    Path library = root.resolve("lib").resolve(interpreter.library());
    Path below = prefix.resolve(Path.of("/").relativize(library));
    if (!Files.isDirectory(library) || Files.exists(below)) {
      return;
    }
    String suffix = "." + interpreter.cacheTag() + ".pyc";
    try {
      Files.walkFileTree(
          library,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused)
                throws IOException {
              String name = String.valueOf(directory.getFileName());
              if (UNUSED.contains(name)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              if (!name.equals("__pycache__")) {
                Files.createDirectories(below.resolve(library.relativize(directory)));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
                throws IOException {
              Path directory = Trees.parent(file);
              String name = String.valueOf(file.getFileName());
              if (directory.endsWith("__pycache__")
                  && name.endsWith(suffix)
                  && (!directory.endsWith("encodings/__pycache__")
                      || ENCODINGS.contains(name.replace(suffix, "")))) {
                Path module = Trees.parent(directory).resolve(name);
                Files.createSymbolicLink(below.resolve(library.relativize(module)), file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw FileFailure.of(prefix, e);
    }
  }
}
