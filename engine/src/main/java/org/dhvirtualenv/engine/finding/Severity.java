package org.dhvirtualenv.engine.finding;

/** How much a finding matters, most first. */
public enum Severity {
  /** The package would be wrong: the command fails. */
  ERROR,
  /** The packager should look at it. */
  WARNING,
  /** Something was done that the packager may want to know. */
  NOTE
}
