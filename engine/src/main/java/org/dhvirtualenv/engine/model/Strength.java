package org.dhvirtualenv.engine.model;

import java.util.Locale;

/** How much the package needs something: the field of a relation (Policy 7.2), strongest first. */
public enum Strength {
  /** The package does not work without it. */
  DEPENDS,
  /** Found together with the package in all but unusual installations. */
  RECOMMENDS,
  /** Makes the package more useful. */
  SUGGESTS;

  /** Returns the name of the field, such as {@code Depends}. */
  public String field() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** Returns the weaker one. */
  public Strength and(Strength other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
