package org.dhvirtualenv.engine.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.KnownNeed;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Soname;

/**
 * Collects needed libraries that are nowhere, to tell them once: an error for each distribution,
 * and one remedy for all, to be pasted into debian/control or debian/rules.
 *
 * <p>The package of a library is the one that something is known to need it of, or else the one
 * that has it in the archive.
 */
final class MissingLibraries {
  private static final String COMMAND = "dh_virtualenv_shlibdeps";

  private final Policy policy;
  private final LibraryMetadata metadata;
  private final SortedMap<String, SortedMap<Soname, SortedSet<String>>> places = new TreeMap<>();
  private final SortedSet<Soname> sonames = new TreeSet<>();

  MissingLibraries(Policy policy, LibraryMetadata metadata) {
    this.policy = policy;
    this.metadata = metadata;
  }

  /** Adds the library {@code soname}, which {@code object} needs. */
  void add(LoadableObject object, Soname soname) {
    TreeFile file = object.file();
    String owner =
        file.owner().map(Distribution::toString).orElse("what no distribution has installed");
    places
        .computeIfAbsent(owner, first -> new TreeMap<>())
        .computeIfAbsent(soname, first -> new TreeSet<>())
        .add(file.place().toString());
    sonames.add(soname);
  }

  /** Returns an error for each distribution. */
  List<Finding> errors() {
    Map<Soname, String> packages = packages();
    String remedy = remedy(packages);
    List<Finding> errors = new ArrayList<>();
    places.forEach(
        (owner, libraries) -> {
          StringBuilder what =
              new StringBuilder(owner)
                  .append(" needs what is neither in the package nor on the build machine:");
          libraries.forEach(
              (soname, files) ->
                  what.append("\n  library '")
                      .append(soname)
                      .append(packages.containsKey(soname) ? "' of " + packages.get(soname) : "'")
                      .append(", for '")
                      .append(files.first())
                      .append("'")
                      .append(Problems.others(files.size() - 1)));
          errors.add(Finding.error(owner, what.toString(), remedy));
        });
    return errors;
  }

  /** Returns for each library of which it can be told the packages that have it. */
  private Map<Soname, String> packages() {
    Map<Soname, String> packages = new TreeMap<>();
    List<Soname> unknown = new ArrayList<>();
    for (Soname soname : sonames) {
      Optional<KnownNeed> known = policy.knowledge().elsewhere(soname.value());
      known.ifPresentOrElse(
          need ->
              packages.put(
                  soname,
                  String.join(", ", need.relations().stream().map(Relation::text).toList())),
          () -> unknown.add(soname));
    }
    if (!unknown.isEmpty()) {
      Map<Soname, PackageName> suppliers = metadata.suppliers(unknown);
      suppliers.forEach((soname, name) -> packages.put(soname, name.value()));
    }
    return packages;
  }

  private String remedy(Map<Soname, String> packages) {
    List<String> unknown =
        sonames.stream()
            .filter(soname -> !packages.containsKey(soname))
            .map(Soname::value)
            .toList();
    Stream<String> relations = packages.values().stream().distinct().sorted();
    String known = String.join(", ", relations.toList());
    String search = "what has " + String.join(", ", unknown) + " ('apt-file search' names it)";
    String wanted =
        known.isEmpty()
            ? search
            : "'" + known + "'" + (unknown.isEmpty() ? "" : ", and " + search + ",");
    List<String> excuses = sonames.stream().map(soname -> " --ignore-library=" + soname).toList();
    return "add "
        + wanted
        + " to Build-Depends in debian/control; or if the application does without, put '"
        + COMMAND
        + String.join("", excuses)
        + "' into debian/rules";
  }
}
