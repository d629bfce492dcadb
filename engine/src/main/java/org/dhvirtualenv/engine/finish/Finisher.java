package org.dhvirtualenv.engine.finish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.bytecode.ByteCompiler;
import org.dhvirtualenv.engine.bytecode.ByteCompiler.Check;
import org.dhvirtualenv.engine.distribution.ByteCodeName;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.process.ProgramStarter;
import org.dhvirtualenv.engine.relocate.RelocatedVirtualenv;
import org.dhvirtualenv.engine.state.Manifest;

/** Adds byte code, then makes RECORD true: the only way to a finished virtualenv. */
public final class Finisher {
  /** A .gitignore of comments and a single star. */
  private static final Pattern EVERYTHING = Pattern.compile("(?:\\s|#.*\\R)*\\*\\s*");

  private final ProgramStarter starter;

  /** Creates a finisher that runs the virtualenv's interpreter through {@code starter}. */
  public Finisher(ProgramStarter starter) {
    this.starter = starter;
  }

  /**
   * Finishes what was just made: RECORD is true but for what is said to have changed, and modules
   * that are remembered have byte code, or none because they do not compile.
   */
  public FinishedVirtualenv finish(RelocatedVirtualenv relocated) {
    Predicate<Path> stale = relocated.changed()::contains;
    Compiled compiled =
        compile(
            relocated.virtualenv(),
            Check.UNCHECKED,
            (module, code) ->
                stale.test(module) || (!exists(code) && !relocated.manifest().untouched(module)));
    removeEmptyHeaders(relocated.virtualenv());
    removeIgnoreFile(relocated.virtualenv());
    return record(relocated, stale, compiled);
  }

  /** Finishes what somebody has worked in: any file may have changed that is not remembered. */
  public FinishedVirtualenv finishAgain(RelocatedVirtualenv relocated) {
    Predicate<Path> stale = file -> !relocated.manifest().untouched(file);
    Compiled compiled =
        compile(
            relocated.virtualenv(),
            Check.UNCHECKED,
            (module, code) -> !exists(code) || stale.test(module) || stale.test(code));
    removeEmptyHeaders(relocated.virtualenv());
    removeIgnoreFile(relocated.virtualenv());
    return record(relocated, stale, compiled);
  }

  /** Finishes a virtualenv whose modules somebody may edit where it is installed. */
  public FinishedVirtualenv finishEditable(RelocatedVirtualenv relocated) {
    Compiled compiled = compile(relocated.virtualenv(), Check.CHECKED, (module, code) -> true);
    return record(relocated, relocated.changed()::contains, compiled);
  }

  /** Finishes a virtualenv that has no byte code, or whose interpreter does not run here. */
  public FinishedVirtualenv withoutByteCode(RelocatedVirtualenv relocated) {
    Compiled none = new Compiled(0, library(relocated.virtualenv()));
    return record(relocated, relocated.changed()::contains, none);
  }

  /**
   * Removes the directory for header files that venv makes, if no distribution has put one there.
   */
  private static void removeEmptyHeaders(Virtualenv virtualenv) {
    Path directory = virtualenv.tree().resolve("include");
    for (Path empty :
        List.of(directory.resolve("python" + virtualenv.interpreter().version()), directory)) {
      try {
        Files.deleteIfExists(empty);
      } catch (DirectoryNotEmptyException e) {
        return;
      } catch (IOException e) {
        throw FileFailure.of(empty, e);
      }
    }
  }

  /**
   * Removes the file that tells git to ignore a whole virtualenv: venv of Python 3.13 and its like
   * write it for those who make one in a checkout. One that says anything else is somebody's own.
   */
  private static void removeIgnoreFile(Virtualenv virtualenv) {
    Path file = virtualenv.tree().resolve(".gitignore");
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && EVERYTHING.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).matches()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * What was compiled.
   *
   * @param count how many modules
   * @param library what is in the directory of libraries now
   */
  private record Compiled(int count, Trees.Listing library) {}

  private static Trees.Listing library(Virtualenv virtualenv) {
    return Trees.list(virtualenv.tree().resolve("lib"));
  }

  /** Compiles the modules that {@code wanted} says of them and of where their byte code lies. */
  private Compiled compile(Virtualenv virtualenv, Check check, BiPredicate<Path, Path> wanted) {
    String tag = virtualenv.interpreter().cacheTag();
    Trees.Listing listing = library(virtualenv);
    List<Path> modules =
        Stream.concat(listing.files().stream(), listing.links().stream())
            .parallel()
            .filter(
                file ->
                    ByteCodeName.of(file.toString(), tag)
                        .filter(code -> wanted.test(file, Path.of(code)))
                        .isPresent())
            .filter(Files::isRegularFile)
            .toList();
    if (modules.isEmpty()) {
      return new Compiled(0, listing);
    }
    compile(virtualenv, check, modules);
    return new Compiled(modules.size(), library(virtualenv));
  }

  private void compile(Virtualenv virtualenv, Check check, List<Path> modules) {
    try (ByteCompiler compiler =
        new ByteCompiler(
            starter,
            virtualenv.interpreter().executable(),
            virtualenv.tree(),
            virtualenv.place(),
            check)) {
      for (Path module : modules) {
        compiler.add(module, size(module));
      }
      compiler.finish();
    }
  }

  private static long size(Path module) {
    try {
      return Files.size(module);
    } catch (IOException e) {
      throw FileFailure.of(module, e);
    }
  }

  private static FinishedVirtualenv record(
      RelocatedVirtualenv relocated, Predicate<Path> stale, Compiled compiled) {
    Virtualenv virtualenv = relocated.virtualenv();
    new RecordUpdater(virtualenv, stale).update();
    Manifest before = relocated.manifest();
    String byteCode = "." + virtualenv.interpreter().cacheTag() + ".pyc";
    List<Path> fresh =
        compiled.library().found().parallelStream()
            .filter(found -> found.path().toString().endsWith(byteCode))
            .filter(found -> found.path().startsWith(virtualenv.sitePackages()))
            .filter(found -> !before.untouched(found.path(), found.attributes()))
            .map(Trees.Found::path)
            .collect(Collectors.toCollection(ArrayList::new));
    relocated.changed().stream().filter(before::has).forEach(fresh::add);
    return new FinishedVirtualenv(
        virtualenv, relocated.relations(), before.and(fresh), compiled.count());
  }
}
