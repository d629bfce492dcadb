package org.dhvirtualenv.engine.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.distribution.Distribution;
import org.dhvirtualenv.engine.elf.DlopenNote.Priority;
import org.dhvirtualenv.engine.elf.ElfAbi;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.inventory.DamagedObject;
import org.dhvirtualenv.engine.inventory.Inventory;
import org.dhvirtualenv.engine.inventory.LoadableObject;
import org.dhvirtualenv.engine.inventory.RunTimeLoad;
import org.dhvirtualenv.engine.inventory.TreeFile;
import org.dhvirtualenv.engine.knowledge.Knowledge;
import org.dhvirtualenv.engine.knowledge.KnownNeed;
import org.dhvirtualenv.engine.loader.ForeignObject;
import org.dhvirtualenv.engine.loader.Location;
import org.dhvirtualenv.engine.loader.Need;
import org.dhvirtualenv.engine.loader.Needs;
import org.dhvirtualenv.engine.loader.RunTimeNeed;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.ExternalRequirement;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.model.VersionRange;
import org.dhvirtualenv.engine.relation.Dependencies;
import org.dhvirtualenv.engine.relation.DlopenAction;
import org.dhvirtualenv.engine.relation.FilePattern;
import org.dhvirtualenv.engine.relation.MinimalVersions;
import org.dhvirtualenv.engine.relation.Policy;
import org.dhvirtualenv.engine.relation.RelationComputer;

/** Facts and needs that nobody has read from files, and the policy that judges them. */
public final class RelationScene {
  private final List<LoadableObject> objects = new ArrayList<>();
  private final List<DamagedObject> damaged = new ArrayList<>();
  private final List<RunTimeLoad> loads = new ArrayList<>();
  private final List<ExternalRequirement> externals = new ArrayList<>();
  private final List<Need> linked = new ArrayList<>();
  private final List<RunTimeNeed> loaded = new ArrayList<>();
  private final List<ForeignObject> foreign = new ArrayList<>();
  private final List<Distribution> distributions = new ArrayList<>();
  private final List<KnownNeed> known = new ArrayList<>();
  private final Map<String, List<FilePattern>> patterns = new HashMap<>();
  private final Map<String, DebianVersion> buildDependencies = new HashMap<>();
  private Set<String> ignoredLibraries = Set.of();
  private DlopenAction dlopen = DlopenAction.WARN;
  private boolean countSymbolVersions;
  private final Findings findings = new Findings();

  /** What the other needs of an object are. */
  public static final Location HERE = new Location.InPackage(Path.of("/root/v/lib.so"));

  /** Returns the place on a made-up system. */
  public static Location onSystem(String soname) {
    return new Location.OnSystem(FakeMetadata.library(soname));
  }

  /** Returns the file {@code path} of the distribution {@code owner}, version 1.0. */
  public static TreeFile file(String path, String owner) {
    return new TreeFile(
        Path.of("/root/v", path),
        InstallPath.of("/v/" + path),
        Path.of(path),
        Optional.of(new Distribution(Path.of("/root/v/x.dist-info"), owner, "1.0", List.of())));
  }

  /** Adds an object, each of whose needs is found at the place of the same index. */
  public RelationScene object(TreeFile file, ElfObjectBuilder elf, Location... places) {
    LoadableObject object = new LoadableObject(file, elf.build());
    objects.add(object);
    for (int i = 0; i < places.length; i++) {
      linked.add(new Need(object, new Soname(object.elf().needed().get(i)), places[i]));
    }
    return this;
  }

  /** Adds a damaged object. */
  public RelationScene damaged(TreeFile file, String damage) {
    damaged.add(new DamagedObject(file, ElfObjectBuilder.HOST, damage));
    return this;
  }

  /** Lets {@code file} be for another machine. */
  public RelationScene foreign(TreeFile file, ElfAbi abi) {
    foreign.add(new ForeignObject(file, abi, ElfObjectBuilder.HOST));
    return this;
  }

  /** Adds a load at run time; one without a priority is a literal. */
  public RelationScene loads(
      TreeFile file, Optional<Priority> priority, Location place, String... names) {
    RunTimeLoad load = new RunTimeLoad(file, List.of(names), priority);
    loads.add(load);
    loaded.add(new RunTimeNeed(load, place));
    return this;
  }

  /** Adds a pattern of one of the options recommends, suggests, ignore and optional. */
  public RelationScene pattern(String option, String text) {
    patterns.computeIfAbsent(option, name -> new ArrayList<>()).add(new FilePattern(text));
    return this;
  }

  /** Excuses libraries. */
  public RelationScene ignoring(String... sonames) {
    ignoredLibraries = Set.of(sonames);
    return this;
  }

  /** Sets what is to be done about literals. */
  public RelationScene dlopen(DlopenAction action) {
    dlopen = action;
    return this;
  }

  /** Adds a minimal version. */
  public RelationScene buildDependency(String name, String version) {
    buildDependencies.put(name, new DebianVersion(version));
    return this;
  }

  /** Counts symbol versions as symbols. */
  public RelationScene countingSymbolVersions() {
    countSymbolVersions = true;
    return this;
  }

  /** Adds a fact, whose evidence is {@code somewhere}. */
  public RelationScene known(
      String distribution,
      KnownNeed.Kind kind,
      String name,
      Optional<Strength> strength,
      String... relations) {
    known.add(
        new KnownNeed(
            distribution,
            VersionRange.ANY,
            kind,
            name,
            strength,
            Stream.of(relations).map(Relation::new).toList(),
            "somewhere"));
    return this;
  }

  /** Lets {@code distribution} declare that it needs {@code text}, somewhere. */
  public RelationScene external(String distribution, Strength strength, String text) {
    externals.add(new ExternalRequirement(distribution, text, strength, "somewhere"));
    return this;
  }

  /** Adds a distribution without machine code. */
  public RelationScene distribution(String name) {
    Path metadata = Path.of("/root/opt/v/lib/python3/site-packages").resolve(name + "-1.dist-info");
    distributions.add(new Distribution(metadata, name, "1", List.of()));
    return this;
  }

  /** Computes the dependencies. */
  public Dependencies compute(FakeMetadata metadata) {
    Policy policy =
        new Policy(
            patterns.getOrDefault("recommends", List.of()),
            patterns.getOrDefault("suggests", List.of()),
            patterns.getOrDefault("ignore", List.of()),
            patterns.getOrDefault("optional", List.of()),
            ignoredLibraries,
            dlopen,
            new MinimalVersions(buildDependencies),
            countSymbolVersions,
            new Knowledge(known));
    Inventory tree =
        new Inventory(
            new StagingRoot(Path.of("/root")), distributions, objects, damaged, loads, externals);
    return new RelationComputer(policy, metadata, findings)
        .compute(tree, new Needs(linked, loaded, foreign));
  }

  /** Returns the relations of one field, as text. */
  public List<String> relations(FakeMetadata metadata, Strength strength) {
    return compute(metadata).relations().getOrDefault(strength, List.of()).stream()
        .map(Relation::text)
        .collect(Collectors.toList());
  }

  /** Returns what has been found so far: severity, what and hint, sorted. */
  public List<String> findings() {
    return findings.sorted().stream().map(RelationScene::line).toList();
  }

  private static String line(Finding finding) {
    return String.join(
        " | ", Arrays.asList(finding.severity().name(), finding.what(), finding.hint()));
  }
}
