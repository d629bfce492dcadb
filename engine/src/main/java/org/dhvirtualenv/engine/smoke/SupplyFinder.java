package org.dhvirtualenv.engine.smoke;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.dpkg.ContentsIndex;
import org.dhvirtualenv.engine.dpkg.FileLists;
import org.dhvirtualenv.engine.knowledge.Knowledge;
import org.dhvirtualenv.engine.knowledge.KnownNeed;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Soname;

/**
 * Finds who has what was missing in a private root: a package of the build machine, or else one of
 * which the knowledge or apt-file(1) says so.
 */
public final class SupplyFinder {
  private static final String LIBRARY_DIRECTORY = "/usr/lib/(?:[^/]+-linux-[^/]+/)?";
  private static final String MODULE_DIRECTORY =
      "/usr/lib/python3[^/]*/(?:dist-packages/|lib-dynload/)?";

  /** Such as libgobject-2.0-0, as other systems call libgobject-2.0.so.0. */
  private static final Pattern WITH_NUMBER = Pattern.compile("(lib.+)-(\\d+)");

  /** What every program of the C library looks for, and what ctypes.util asks for names. */
  private static final Set<String> USUAL =
      Set.of(
          "/etc/ld.so.preload",
          "/etc/localtime",
          "/usr/lib/locale/locale-archive",
          "/usr/share/locale/locale.alias",
          "/usr/bin/ld",
          "/usr/bin/objdump");

  private static final List<Path> KERNEL =
      Stream.of("/proc", "/sys", "/dev", "/run", "/tmp", "/var/tmp").map(Path::of).toList();

  private final FileLists lists;
  private final Knowledge knowledge;
  private final ContentsIndex contents;
  private final PrivateRoot root;

  public SupplyFinder(
      FileLists lists, Knowledge knowledge, ContentsIndex contents, PrivateRoot root) {
    this.lists = lists;
    this.knowledge = knowledge;
    this.contents = contents;
    this.root = root;
  }

  /** Returns who has what {@code absence} is about, if it is outside the private root. */
  Optional<Supply> of(Absence absence) {
    return switch (absence.kind()) {
      case LIBRARY -> library(fileName(absence.name()));
      case MODULE -> module(absence.name());
      case PROGRAM -> absence.name().startsWith("/") ? file(absence) : program(absence.name());
      case FILE -> file(absence);
    };
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Optional<Supply> library(String name) {
    Matcher numbered = WITH_NUMBER.matcher(name);
    String soname = numbered.matches() ? numbered.group(1) + ".so." + numbered.group(2) : name;
    String file =
        soname.contains(".so")
            ? Pattern.quote(soname)
            : "(?:lib)?" + Pattern.quote(soname) + "\\.so\\.[^/]*";
    return owned(LIBRARY_DIRECTORY + file, "library")
        .or(() -> known("library", soname, need -> need.loadedAs(soname)))
        .or(
            () ->
                contents.packagesWith(List.of(new Soname(soname))).values().stream()
                    .map(owner -> new Supply("library '" + soname + "'", List.of(owner.value())))
                    .findFirst());
  }

  private Optional<Supply> module(String name) {
    String path = Pattern.quote(name.replace('.', '/'));
    return owned(MODULE_DIRECTORY + path + "(?:\\.py|/__init__\\.py|\\..*so)", "module");
  }

  private Optional<Supply> program(String name) {
    return owned("/usr/s?bin/" + Pattern.quote(name), "program")
        .or(() -> known("program", name, need -> need.name().equals(name)));
  }

  private Optional<Supply> file(Absence absence) {
    Path path = Path.of(absence.name()).normalize();
    String real = lists.real(path.toString());
    if (!path.isAbsolute()
        || USUAL.contains(real)
        || KERNEL.stream().anyMatch(path::startsWith)
        || root.has(path)) {
      return Optional.empty();
    }
    List<String> owner = lists.owner(real).map(one -> one.name().value()).stream().toList();
    return Files.isRegularFile(path)
        ? Optional.of(new Supply(absence.toString(), owner))
        : known("file", path.toString(), need -> need.name().equals(path.toString()));
  }

  /** Returns the supply of a file of the build machine whose whole path {@code regex} matches. */
  private Optional<Supply> owned(String regex, String kind) {
    Pattern pattern = Pattern.compile(regex);
    return lists.all().stream()
        .filter(path -> pattern.matcher(path).matches())
        .sorted()
        .filter(path -> !root.has(Path.of(path)))
        .findFirst()
        .flatMap(
            path ->
                lists
                    .owner(path)
                    .map(
                        owner ->
                            new Supply(
                                kind + " '" + fileName(path) + "'",
                                List.of(owner.name().value()))));
  }

  private Optional<Supply> known(String kind, String name, Predicate<KnownNeed> about) {
    return knowledge
        .elsewhere(about)
        .map(
            need ->
                new Supply(
                    kind + " '" + name + "'",
                    need.relations().stream().map(Relation::text).toList()));
  }
}
