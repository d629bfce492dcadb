package org.dhvirtualenv.engine.phase;

import java.util.Locale;

/** A part of a command's work that is measured by itself, in the order of the reports. */
public enum Phase {
  /** The empty virtualenv. */
  CREATE,
  /** pip decides which distributions there will be; whatever it reads for that belongs to it. */
  RESOLVE,
  /** Wheels are fetched. */
  DOWNLOAD,
  /** The source is copied, and wheels are built of what has none. */
  BUILD,
  /** Wheels are unpacked and verified. */
  INSTALL,
  /** Byte code is made, as far as something has to wait for it, and RECORD becomes true. */
  COMPILE,
  /** Build paths are replaced and looked for. */
  RELOCATE,
  /** The requirements of what is installed are compared with it. */
  CHECK,
  /** What is in the virtualenv is looked for and read, machine code above all. */
  SCAN,
  /** Libraries become relations. */
  RELATE;

  /** Returns its name as reports have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
