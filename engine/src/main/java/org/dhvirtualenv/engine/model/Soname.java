package org.dhvirtualenv.engine.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a library as the loader looks for it: the value of DT_NEEDED or DT_SONAME (gABI chapter 5).
 *
 * @param value usually a file name such as {@code libz.so.1}; may be a path
 */
public record Soname(String value) implements Comparable<Soname> {
  private static final Pattern VERSIONED = Pattern.compile("(.+)\\.so\\.(.+)");
  private static final Pattern RELEASED = Pattern.compile("(.+)-(\\d.*)\\.so");

  /**
   * A library and its version as a shlibs file tells them apart (Policy 8.6.4).
   *
   * @param library such as {@code libz}
   * @param version such as {@code 1}
   */
  public record Parts(String library, String version) {}

  /**
   * Returns the parts of {@code libz.so.1} or {@code libdb-5.3.so}, the two forms that Policy 8.6.4
   * knows; a name of another form has no shlibs information.
   */
  public Optional<Parts> parts() {
    Matcher name = VERSIONED.matcher(value);
    if (!name.matches()) {
      name = RELEASED.matcher(value);
    }
    return name.matches() ? Optional.of(new Parts(name.group(1), name.group(2))) : Optional.empty();
  }

  @Override
  public int compareTo(Soname other) {
    return value.compareTo(other.value);
  }

  // The methods of a record are put together at run time, which takes long in so short a run.

  @Override
  public boolean equals(Object other) {
    return other instanceof Soname name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
