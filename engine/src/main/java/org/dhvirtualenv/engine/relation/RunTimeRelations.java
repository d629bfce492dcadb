package org.dhvirtualenv.engine.relation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.inventory.RunTimeLoad;
import org.dhvirtualenv.engine.knowledge.KnownNeed;
import org.dhvirtualenv.engine.loader.Location;
import org.dhvirtualenv.engine.loader.RunTimeNeed;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.model.SystemLibrary;

/**
 * Finds the relations for libraries that are loaded by name at run time.
 *
 * <p>What the package bundles itself needs nothing. A library that is not on the build machine only
 * earns a warning, one for all files that load it: the code may well do without it.
 */
final class RunTimeRelations {
  /** Libraries that every package with a virtualenv has already, through its interpreter. */
  private static final Set<String> INTERPRETER =
      Set.of(
          "libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1", "libutil.so.1");

  private final Policy policy;
  private final LibraryMetadata metadata;
  private final Findings findings;
  private final LibraryRelations presence;
  private final Map<List<String>, SortedSet<InstallPath>> notThere = new LinkedHashMap<>();
  private final Map<SystemLibrary, SortedSet<InstallPath>> notAdded = new LinkedHashMap<>();

  RunTimeRelations(Policy policy, LibraryMetadata metadata, Findings findings) {
    this.policy = policy;
    this.metadata = metadata;
    this.findings = findings;
    this.presence = new LibraryRelations(metadata, findings);
  }

  /** Adds what {@code need} asks for, unless its file or such loads are to be ignored. */
  void add(RunTimeNeed need, DependencyCollector collector) {
    RunTimeLoad load = need.load();
    Optional<Strength> ofFile = policy.strength(load.file());
    if (ofFile.isEmpty()
        || (load.priority().isEmpty() && policy.dlopen() == DlopenAction.IGNORE)
        || known(need)) {
      return;
    }
    if (need.location() instanceof Location.OnSystem found) {
      SystemLibrary library = found.library();
      Optional<Strength> asked = load.priority().map(RunTimeRelations::strength).or(this::chosen);
      if (asked.isEmpty()) {
        if (!INTERPRETER.contains(library.soname().value())) {
          notAdded.computeIfAbsent(library, first -> new TreeSet<>()).add(load.file().place());
        }
        return;
      }
      Strength strength = ofFile.get().and(asked.get());
      collector.explain(
          strength,
          presence.add(load.file(), library, collector.field(strength)),
          library.soname(),
          load.file());
    } else if (!need.location().found()) {
      notThere.computeIfAbsent(load.names(), first -> new TreeSet<>()).add(load.file().place());
    }
  }

  /** Warns of each library that is still without a relation, now that all others are there. */
  void warn(DependencyCollector collector) {
    notThere.forEach((names, files) -> findings.add(Problems.notThere(names, files)));
    Set<String> depended =
        collector.result().relations().values().stream()
            .flatMap(List::stream)
            .flatMap(
                relation ->
                    Stream.concat(relation.simpleName().stream(), relation.alternatives().stream()))
            .collect(Collectors.toSet());
    notAdded.forEach(
        (library, files) -> {
          List<InstalledPackage> owners = metadata.owners(library.first());
          if (!collector.explains(library.soname())
              && owners.stream().noneMatch(owner -> depended.contains(owner.name().value()))) {
            findings.add(Problems.notAdded(library, files, owners));
          }
        });
  }

  /** Returns whether it is known what the library is to its distribution; then that counts. */
  private boolean known(RunTimeNeed need) {
    List<KnownNeed> known =
        need.load()
            .file()
            .owner()
            .map(owner -> policy.knowledge().of(owner.release()))
            .orElse(List.of());
    return need.load().priority().isEmpty()
        && need.load().names().stream()
            .anyMatch(name -> known.stream().anyMatch(fact -> fact.loadedAs(name)));
  }

  private static Strength strength(Priority priority) {
    return switch (priority) {
      case REQUIRED -> Strength.DEPENDS;
      case RECOMMENDED -> Strength.RECOMMENDS;
      case SUGGESTED -> Strength.SUGGESTS;
    };
  }

  /** Returns what the packager wants of literals in Python code; empty for a mere warning. */
  private Optional<Strength> chosen() {
    return switch (policy.dlopen()) {
      case DEPENDS -> Optional.of(Strength.DEPENDS);
      case RECOMMENDS -> Optional.of(Strength.RECOMMENDS);
      case WARN, IGNORE -> Optional.empty();
    };
  }
}
