package org.dhvirtualenv.engine.wheel;

import org.dhvirtualenv.engine.archive.ZipMember;
import org.dhvirtualenv.engine.distribution.RecordRow;

/**
 * A file in a wheel.
 *
 * @param name normalised
 * @param entry where its content lies
 * @param row what RECORD says about it; without a hash for RECORD itself and its signatures
 */
record WheelMember(String name, ZipMember entry, RecordRow row) {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int EXECUTE = 0111;

  /** Returns whether the archive says that it is a program. */
  boolean executable() {
    return (entry.mode() & TYPE) == REGULAR && (entry.mode() & EXECUTE) != 0;
  }

  /** Returns whether the archive says that it is neither a file nor nothing. */
  boolean special() {
    return (entry.mode() & TYPE) != REGULAR && (entry.mode() & TYPE) != 0;
  }
}
