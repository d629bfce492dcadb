package org.dhvirtualenv.engine.bytecode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Resource;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.Interruption;
import org.dhvirtualenv.engine.process.ProgramStarter;

/**
 * Compiles modules as they come, with an interpreter on each processor that is kept running.
 *
 * <p>Hash-based files (PEP 552) do not depend on time stamps. A module that does not compile, such
 * as a template or a test of a syntax error, is left without byte code: importing it would fail in
 * the same way. The byte code is the same from any directory, in any order and on any number of
 * processors. Of the modules that wait the largest is compiled first.
 */
public final class ByteCompiler implements AutoCloseable {
  /** Whether the interpreter compares the source's hash with that in the byte code. */
  public enum Check {
    /** Never: dpkg keeps source and byte code together. */
    UNCHECKED(1),
    /** At each import: somebody may edit the source. */
    CHECKED(3);

    private final int flags;

    Check(int flags) {
      this.flags = flags;
    }
  }

  /**
   * Interpreters that neither look at what the user has set nor at what is installed. Memory stays
   * theirs from one module to the next (glibc's mallopt(3)), which saves a twentieth of the time.
   */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "MALLOC_MMAP_THRESHOLD_", "1000000000",
          "MALLOC_TRIM_THRESHOLD_", "1000000000",
          "MALLOC_TOP_PAD_", "16777216",
          "PYTHONHASHSEED", "0",
          "PYTHONPATH", "",
          "PYTHONHOME", "",
          "PYTHONPYCACHEPREFIX", "",
          "PYTHONDONTWRITEBYTECODE", "",
          "PYTHONOPTIMIZE", "",
          "PYTHONUTF8", "1");

  private static final String PROGRAM = "module_compiler.py";
  private static final String CACHE = "code_cache.py";

  private final Path tree;
  private final InstallPath place;
  private final Path program;
  private final ModuleQueue queue = new ModuleQueue();
  private final List<CompilerProcess> processes = new ArrayList<>();

  /** Starts interpreters that keep nothing for other builds. */
  public ByteCompiler(
      ProgramStarter starter, Path interpreter, Path tree, InstallPath place, Check check) {
    this(starter, interpreter, tree, place, check, Optional.empty());
  }

  /**
   * Starts the interpreters.
   *
   * @param starter starts programs
   * @param interpreter the one that {@code bin/python3} of the virtualenv leads to
   * @param tree the virtualenv on this machine
   * @param place where it will be on the target, which file names in the code say
   * @param check what is written into the byte code
   * @param cache a directory with byte code of other builds, which gets that of this one
   */
  public ByteCompiler(
      ProgramStarter starter,
      Path interpreter,
      Path tree,
      InstallPath place,
      Check check,
      Optional<Path> cache) {
    this.tree = tree;
    this.place = place;
    program = program();
    List<String> line =
        new ArrayList<>(List.of(interpreter.toString(), "-s", "-S", "-W", "ignore"));
    line.addAll(List.of(program.toString(), Integer.toString(check.flags)));
    cache.map(Path::toString).ifPresent(line::add);
    Command command = new Command(line, Path.of("/"), ENVIRONMENT);
    try {
      for (int i = Runtime.getRuntime().availableProcessors(); i > 0; i--) {
        processes.add(new CompilerProcess(command, starter.start(command), queue));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Path program() {
    try {
      Path directory = Files.createTempDirectory("dh-python-virtualenv");
      for (String name : List.of(PROGRAM, CACHE)) {
        Files.write(directory.resolve(name), Resource.bytes(ByteCompiler.class, name));
      }
      return directory.resolve(PROGRAM);
    } catch (IOException e) {
      throw FileFailure.of(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  /**
   * Takes a module that will not change any more; from any thread, returns at once.
   *
   * @param module a file below the tree
   * @param size in bytes; only the order depends on it
   */
  public void add(Path module, long size) {
    queue.add(new ModuleQueue.Module(module, place + "/" + tree.relativize(module), size));
  }

  /** Takes all modules below {@code lib} whose names are text, as those of importable ones are. */
  public void addAll() {
    Trees.Listing listing = Trees.list(tree.resolve("lib"));
    List<Path> candidates = new ArrayList<>(listing.files());
    candidates.addAll(listing.links());
    for (Path file : candidates) {
      String name = file.toString();
      if (name.endsWith(".py") && Files.isRegularFile(Path.of(name))) {
        try {
          add(file, Files.size(file));
        } catch (IOException e) {
          throw FileFailure.of(file, e);
        }
      }
    }
  }

  /** Waits until all modules taken are done, as they are now; more may come. */
  public void settle() {
    try {
      queue.settle();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Interruption.failure();
    }
  }

  /**
   * Waits until all modules taken are done and ends the interpreters.
   *
   * @return those that have byte code
   * @throws org.dhvirtualenv.engine.error.EngineException if an interpreter has failed
   */
  public Set<Path> finish() {
    queue.end();
    try {
      processes.forEach(CompilerProcess::finish);
      return queue.compiled();
    } finally {
      close();
    }
  }

  /** Ends the interpreters if they still run; when this returns, nothing is written any more. */
  @Override
  public void close() {
    queue.abandon();
    processes.forEach(CompilerProcess::close);
    Trees.delete(Trees.parent(program));
  }
}
