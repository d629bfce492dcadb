package org.dhvirtualenv.engine.knowledge;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Strength;

/**
 * A fact: a distribution needs a library, a program or a file of the system.
 *
 * @param distribution glob of normalised names (PEP 503); {@code *} stands for what every wheel may
 *     expect of the system by its platform tag (PEP 600)
 * @param kind how it is needed
 * @param name glob of sonames, the name of a program, or the path of a file
 * @param strength how much; empty if it is no loss that it is missing
 * @param relations the Debian packages that have it
 * @param evidence where upstream says so
 */
public record KnownNeed(
    String distribution,
    Kind kind,
    String name,
    Optional<Strength> strength,
    List<Relation> relations,
    String evidence) {
  /** How something is needed. */
  public enum Kind {
    /** A shared library that is loaded by name. */
    LOADS,
    /** A shared library that objects are linked to; where none is, nothing is needed. */
    LINKS,
    /** A program. */
    RUNS,
    /** A file. */
    READS;

    /** Returns the name of the field that has it. */
    String field() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  static final String ANY = "*";
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  /** Copies the list. */
  public KnownNeed {
    relations = List.copyOf(relations);
  }

  /**
   * Returns whether it is about the distribution with the normalised {@code name} in particular.
   */
  boolean about(String normalised) {
    return !ofAll() && matches(distribution, normalised);
  }

  boolean ofAll() {
    return distribution.equals(ANY);
  }

  /** Returns whether it is about the library {@code soname}. */
  public boolean library(String soname) {
    return (kind == Kind.LOADS || kind == Kind.LINKS) && matches(name, soname);
  }

  /**
   * Returns whether it is about the library that Python code loads as {@code literal}, a soname or
   * a name for ctypes.util.find_library.
   */
  public boolean loadedAs(String literal) {
    return library(literal) || (kind == Kind.LOADS && name.startsWith("lib" + literal + ".so"));
  }

  /** Returns whether {@code other} is a fact about the same thing. */
  boolean supersedes(KnownNeed other) {
    return distribution.equals(other.distribution) && kind == other.kind && name.equals(other.name);
  }

  private static boolean matches(String glob, String text) {
    if (!GLOB.matcher(glob).find() || text.contains("/")) {
      return glob.equals(text);
    }
    return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(text));
  }
}
