package org.dhvirtualenv.engine.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.model.Glob;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Release;
import org.dhvirtualenv.engine.model.Strength;
import org.dhvirtualenv.engine.model.VersionRange;

/** A fact: a distribution needs a library, a program or a file of the system. */
public final class KnownNeed {
  /** How something is needed. */
  public enum Kind {
    /** A shared library that is loaded by name. */
    LOADS("Loads"),
    /** A shared library that objects are linked to; where none is, nothing is needed. */
    LINKS("Links"),
    /** A program. */
    RUNS("Runs"),
    /** A file. */
    READS("Reads");

    private final String field;

    Kind(String field) {
      this.field = field;
    }

    /** Returns the name of the field that has it. */
    String field() {
      return field;
    }
  }

  /** What it is about; of two facts about the same thing one counts. */
  record Subject(String distribution, Kind kind, String name) {}

  private static final String ANY = "*";

  private final Glob distribution;
  private final VersionRange versions;
  private final Kind kind;
  private final Glob name;
  private final Optional<Strength> strength;
  private final List<Relation> relations;
  private final String evidence;

  /**
   * Creates a fact.
   *
   * @param distribution glob of normalised names (PEP 503); {@code *} stands for what every wheel
   *     may expect of the system by its platform tag (PEP 600)
   * @param versions those of the distribution that need it
   * @param kind how it is needed
   * @param name glob of sonames, the name of a program, or the path of a file
   * @param strength how much; empty if it is no loss that it is missing
   * @param relations the Debian packages that have it
   * @param evidence where upstream says so
   */
  public KnownNeed(
      String distribution,
      VersionRange versions,
      Kind kind,
      String name,
      Optional<Strength> strength,
      List<Relation> relations,
      String evidence) {
    this.distribution = new Glob(distribution);
    this.versions = versions;
    this.kind = kind;
    this.name = new Glob(name);
    this.strength = strength;
    this.relations = List.copyOf(relations);
    this.evidence = evidence;
  }

  /** Returns the glob of distributions. */
  public String distribution() {
    return distribution.toString();
  }

  /** Returns how it is needed. */
  public Kind kind() {
    return kind;
  }

  /** Returns what is needed. */
  public String name() {
    return name.toString();
  }

  /** Returns how much it is needed; empty if it is no loss that it is missing. */
  public Optional<Strength> strength() {
    return strength;
  }

  /** Returns the Debian packages that have it. */
  public List<Relation> relations() {
    return relations;
  }

  /** Returns where upstream says so. */
  public String evidence() {
    return evidence;
  }

  Subject subject() {
    return new Subject(distribution(), kind, name());
  }

  /** Returns a pattern of it that is malformed. */
  Optional<Glob> malformed() {
    return Stream.of(distribution, name).filter(glob -> glob.defect().isPresent()).findFirst();
  }

  /** Returns whether it is about {@code release}, whose name is normalised, in particular. */
  boolean about(Release release) {
    return !ofAll() && distribution.matches(release.name()) && versions.holds(release.version());
  }

  boolean ofAll() {
    return distribution().equals(ANY);
  }

  /** Returns whether it is about the library {@code soname}. */
  public boolean library(String soname) {
    return (kind == Kind.LOADS || kind == Kind.LINKS) && name.matches(soname);
  }

  /**
   * Returns whether it is about the library that Python code loads as {@code literal}, a soname or
   * a name for ctypes.util.find_library.
   */
  public boolean loadedAs(String literal) {
    return library(literal) || (kind == Kind.LOADS && name().startsWith("lib" + literal + ".so"));
  }

  /** Returns whether it is about {@code called}: its name, or that of a library's link. */
  boolean called(String called) {
    return name().equals(called)
        || ((kind == Kind.LOADS || kind == Kind.LINKS) && name().startsWith(called + ".so"));
  }

  @Override
  public String toString() {
    return distribution + " " + versions + " " + kind.field() + " " + name;
  }
}
