package org.dhvirtualenv.engine.model;

import java.util.Optional;

/**
 * Where a wheel came from.
 *
 * @param kind whether it was built on this machine
 * @param origin the URL of the wheel, or of the source that it was built from; without credentials
 * @param sha256 the digest, in hexadecimal, of what {@code origin} names; empty for a directory or
 *     a repository
 */
public record Provenance(Kind kind, String origin, Optional<String> sha256) {
  /** Who has built a wheel. */
  public enum Kind {
    /** Its distributor: every byte of it is as it was published. */
    PREBUILT,
    /** This machine, in this build or an earlier one, from a source distribution or directory. */
    BUILT_HERE
  }

  /** Returns whether its machine code was compiled on this machine. */
  public boolean builtHere() {
    return kind == Kind.BUILT_HERE;
  }
}
