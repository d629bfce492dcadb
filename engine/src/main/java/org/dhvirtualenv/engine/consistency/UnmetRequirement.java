package org.dhvirtualenv.engine.consistency;

/**
 * A requirement that nothing meets.
 *
 * @param name the distribution that has it
 * @param version of that distribution
 * @param requirement what it requires, such as {@code click<8}
 * @param found the version that is there; empty if there is none
 * @param remark {@code system} if that version is not the virtualenv's own; {@code invalid} if the
 *     requirement is none (PEP 508)
 */
record UnmetRequirement(
    String name, String version, String requirement, String found, String remark) {
  private static final int FIELDS = 5;

  /** Parses a line of the program. */
  static UnmetRequirement parse(String line) {
    String[] fields = line.split("\t", FIELDS);
    return new UnmetRequirement(fields[0], fields[1], fields[2], fields[3], fields[4]);
  }

  /** Returns both sides as a sentence. */
  String what() {
    String side = "'" + name + " " + version + "' requires '" + requirement + "'";
    if (remark.equals("invalid")) {
      return side + ", which is no requirement";
    }
    if (found.isEmpty()) {
      return side + ", which is not installed";
    }
    String there = required() + " " + found;
    return side
        + (remark.isEmpty()
            ? ", but '" + there + "' is installed"
            : ", but the system has '" + there + "'");
  }

  private String required() {
    return requirement.replaceFirst("[^A-Za-z0-9._-].*", "");
  }
}
