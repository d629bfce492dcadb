package org.dhvirtualenv.engine.objects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.ElfReader;
import org.dhvirtualenv.engine.elf.MalformedElfException;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.BuildPaths;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Virtualenv;
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

  /** An object and the directories in which it has libraries looked for. */
  private record Searching(Path file, List<String> directories) {}

  private final CommandRunner runner;
  private final ElfReader reader;
  private final Findings findings;

  SearchPathEditor(CommandRunner runner, ElfReader reader, Findings findings) {
    this.runner = runner;
    this.reader = reader;
    this.findings = findings;
  }

  /** Edits the objects and returns those that have changed. */
  Set<Path> edit(MachineCode code, Virtualenv virtualenv, BuildPaths paths) {
    Set<Path> changed = new LinkedHashSet<>();
    List<Searching> all =
        code.all().parallelStream().map(file -> new Searching(file, searchPath(file))).toList();
    for (Searching one : all) {
      Path file = one.file();
      List<String> before = one.directories();
      if (before.isEmpty()) {
        continue;
      }
      List<String> after = new ArrayList<>(before);
      if (code.builtHere().contains(file)) {
        after.clear();
        before.forEach(directory -> keep(directory, file, virtualenv, paths, after));
      }
      if (!after.equals(before)) {
        edit(file, after, virtualenv);
        changed.add(file);
      }
      after.stream()
          .filter(directory -> outside(directory, virtualenv))
          .forEach(directory -> findings.add(outside(virtualenv.installed(file), directory)));
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

  private static Finding outside(InstallPath file, String directory) {
    return Finding.warning(
        file.toString(),
        "'" + file + "' searches libraries in '" + directory + "', which is not in the package",
        "link the extension without -rpath, or with one that begins with $ORIGIN");
  }

  private static void keep(
      String directory, Path file, Virtualenv virtualenv, BuildPaths paths, List<String> kept) {
    if (!directory.startsWith("/")) {
      kept.add(directory);
      return;
    }
    Path path = Path.of(directory).normalize();
    if (path.startsWith(virtualenv.tree())) {
      String way = Trees.parent(file).relativize(path).toString();
      kept.add(way.isEmpty() ? "$ORIGIN" : "$ORIGIN/" + way);
    } else if (paths.forbidden().stream().noneMatch(path::startsWith)) {
      kept.add(directory);
    }
  }

  private static boolean outside(String directory, Virtualenv virtualenv) {
    return directory.startsWith("/")
        && !Path.of(directory).startsWith(virtualenv.place().onTarget())
        && SYSTEM.stream().noneMatch(system -> Path.of(directory).startsWith(system));
  }

  /** chrpath(1) writes over the old text in place, which is never shorter, and moves nothing. */
  private void edit(Path file, List<String> path, Virtualenv virtualenv) {
    run(List.of("-r", String.join(":", path)), file, virtualenv);
    if (path.isEmpty()) {
      run(List.of("-d"), file, virtualenv); // takes away the entry, but not its text
    }
  }

  private void run(List<String> change, Path file, Virtualenv virtualenv) {
    List<String> arguments = new ArrayList<>(List.of("chrpath"));
    arguments.addAll(change);
    arguments.add(file.toString());
    Command command = new Command(arguments, virtualenv.tree(), Map.of());
    CommandResult result = runner.query(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "cannot take the build path out of the library search path of '"
              + virtualenv.installed(file)
              + "'",
          command,
          result,
          "link the extension without -rpath, or with one that begins with $ORIGIN");
    }
  }
}
