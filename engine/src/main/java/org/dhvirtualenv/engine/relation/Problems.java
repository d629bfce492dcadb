package org.dhvirtualenv.engine.relation;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.dhvirtualenv.engine.elf.SymbolVersion;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.inventory.DamagedObject;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.loader.ForeignObject;
import org.dhvirtualenv.engine.model.ExternalRequirement;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.SystemLibrary;

/** Words what is wrong with the machine code of a tree, and what to do about it. */
final class Problems {
  private static final String COMMAND = "dh_virtualenv_shlibdeps";
  private static final String LEAVE_OUT = "leave the file out: " + COMMAND + " --ignore=PATH";

  private Problems() {}

  static Finding notSuggested(LoadableObject object, Soname soname) {
    return Finding.note(
        object.file().place().toString(),
        object
            + " is optional and needs library '"
            + soname
            + "', of which neither this machine nor the knowledge of needs has a package to suggest");
  }

  static Finding unknownLibrary(
      TreeFile user, SystemLibrary library, List<InstalledPackage> owners) {
    String what = user + " needs '" + library.soname() + "', but ";
    if (owners.isEmpty()) {
      return error(
          user,
          what + "no package owns '" + library.first() + "'",
          "install the library from a Debian package, or name the package in debian/shlibs.local");
    }
    String line =
        library.soname().parts().map(name -> name.library() + " " + name.version()).orElse("")
            + " "
            + owners.get(0).name();
    return error(
        user,
        what + "package " + owners.get(0) + " has no shlibs or symbols information for it",
        "name the package in debian/shlibs.local: '" + line + "'");
  }

  static Finding newSymbolVersion(
      LoadableObject object, String symbol, SymbolVersion version, Optional<String> newest) {
    return error(
        object.file(),
        object
            + " needs "
            + version.name()
            + " of '"
            + version.library()
            + "' (for "
            + symbol
            + "); the suite of this build has "
            + newest.orElse("no such symbol version"),
        "require a release whose wheel fits this suite, or build the distribution from source"
            + " with --extra-pip-arg=--no-binary=NAME");
  }

  static Finding damaged(DamagedObject object) {
    return error(
        object.file(),
        object.file() + " is a damaged ELF object: " + object.damage(),
        "install the distribution again, or " + LEAVE_OUT);
  }

  static Finding foreign(ForeignObject object) {
    return error(
        object.file(),
        object.file()
            + " is for another machine: "
            + object.abi()
            + " where this build is for "
            + object.host(),
        "require a wheel for the architecture of the build, or " + LEAVE_OUT);
  }

  static Finding malformedNote(TreeFile file, String defect) {
    return warning(
        file,
        file + " has a malformed .note.dlopen section: " + defect,
        "if it loads a library that the package needs, add the relation to debian/control");
  }

  static Finding notThere(List<String> names, SortedSet<InstallPath> files) {
    return Finding.warning(
        files.first().toString(),
        loading(files)
            + " '"
            + String.join("' or '", names)
            + "' at run time, which no package on this machine has",
        "if it does not work without, add the package that has it to Build-Depends");
  }

  static Finding notAdded(
      SystemLibrary library, SortedSet<InstallPath> files, List<InstalledPackage> owners) {
    return Finding.warning(
        files.first().toString(),
        loading(files)
            + " '"
            + library.soname()
            + "' at run time: "
            + (owners.isEmpty() ? "no package" : owners.get(0))
            + " has it",
        "see --dlopen");
  }

  private static String loading(SortedSet<InstallPath> files) {
    return "'"
        + files.first()
        + "'"
        + others(files.size() - 1)
        + (files.size() == 1 ? " loads" : " load");
  }

  /** Returns words for {@code number} files besides one that is named. */
  static String others(int number) {
    return number == 0 ? "" : " and " + number + (number == 1 ? " other file" : " other files");
  }

  static Finding unknownExternal(TreeFile file, ExternalRequirement requirement) {
    return Finding.note(
        file.place().toString(),
        requirement.evidence()
            + " asks for '"
            + requirement.text()
            + "', which is neither the name of a Debian package nor known otherwise");
  }

  static Finding unusedPattern(FilePattern pattern) {
    return Finding.warning(
        pattern.toString(),
        "no machine code matches '" + pattern + "'",
        "give a distribution's name, or a path in the virtualenv that has a slash");
  }

  private static Finding error(TreeFile file, String what, String hint) {
    return Finding.error(file.place().toString(), what, hint);
  }

  private static Finding warning(TreeFile file, String what, String hint) {
    return Finding.warning(file.place().toString(), what, hint);
  }
}
