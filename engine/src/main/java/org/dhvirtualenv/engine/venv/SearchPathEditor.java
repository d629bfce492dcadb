package org.dhvirtualenv.engine.venv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.phase.Relocation;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Cleans DT_RPATH and DT_RUNPATH of objects that were compiled during this build (ld.so(8)).
 *
 * <p>A directory of the virtualenv becomes relative to $ORIGIN, one of the build tree goes, and all
 * others stay. Absolute directories outside the package and the system's own ones are reported.
 */
final class SearchPathEditor {
  private static final List<String> SYSTEM = List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64");

  private final CommandRunner runner;
  private final ElfReader reader;
  private final Consumer<String> warnings;

  SearchPathEditor(CommandRunner runner, ElfReader reader, Consumer<String> warnings) {
    this.runner = runner;
    this.reader = reader;
    this.warnings = warnings;
  }

  /** Edits the objects and returns those that have changed. */
  Set<Path> edit(MachineCode code, Relocation relocation) {
    Set<Path> changed = new LinkedHashSet<>();
    for (Path file : code.all()) {
      List<String> before = searchPath(file);
      if (before.isEmpty()) {
        continue;
      }
      List<String> after = new ArrayList<>(before);
      if (code.builtHere().contains(file)) {
        after.clear();
        before.forEach(directory -> keep(directory, file, relocation, after));
      }
      if (!after.equals(before)) {
        edit(file, after, relocation);
        changed.add(file);
      }
      after.stream()
          .filter(directory -> outside(directory, relocation))
          .forEach(
              directory ->
                  warnings.accept(
                      "'"
                          + relocation.installed(file)
                          + "' searches libraries in '"
                          + directory
                          + "', which is not in the package"));
    }
    return changed;
  }

  /** Returns what the loader would use: DT_RPATH does not count if there is DT_RUNPATH. */
  private List<String> searchPath(Path file) {
    try {
      ElfObject object = reader.read(file);
      return object.runpath().isEmpty() ? object.rpath() : object.runpath();
    } catch (MalformedElfException e) {
      return List.of(); // dh_virtualenv_shlibdeps says so, and lets the packager excuse it
    }
  }

  private static void keep(String directory, Path file, Relocation relocation, List<String> kept) {
    if (!directory.startsWith("/")) {
      kept.add(directory);
      return;
    }
    Path path = Path.of(directory).normalize();
    if (path.startsWith(relocation.tree())) {
      String way = Trees.parent(file).relativize(path).toString();
      kept.add(way.isEmpty() ? "$ORIGIN" : "$ORIGIN/" + way);
    } else if (relocation.forbidden().stream().noneMatch(path::startsWith)) {
      kept.add(directory);
    }
  }

  private static boolean outside(String directory, Relocation relocation) {
    return directory.startsWith("/")
        && !Path.of(directory).startsWith(relocation.place().onTarget())
        && SYSTEM.stream().noneMatch(system -> Path.of(directory).startsWith(system));
  }

  /** chrpath(1) writes over the old text in place, which is never shorter, and moves nothing. */
  private void edit(Path file, List<String> path, Relocation relocation) {
    run(List.of("-r", String.join(":", path)), file, relocation);
    if (path.isEmpty()) {
      run(List.of("-d"), file, relocation); // takes away the entry, but not its text
    }
  }

  private void run(List<String> change, Path file, Relocation relocation) {
    List<String> arguments = new ArrayList<>(List.of("chrpath"));
    arguments.addAll(change);
    arguments.add(file.toString());
    Command command = new Command(arguments, relocation.tree(), Map.of());
    CommandResult result = runner.query(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "cannot take the build path out of the library search path of '"
              + relocation.installed(file)
              + "'",
          command,
          result,
          "link the extension without -rpath, or with one that begins with $ORIGIN");
    }
  }
}
