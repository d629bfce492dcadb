package org.dhvirtualenv.engine.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which pip works in a build.
 *
 * @param upgrade whether it is one of the index and not the one of Debian
 * @param version the version of that; empty for the newest
 * @param tool the program of the virtualenv that installs in place of pip; empty if none does
 * @param uv the directories where the uv is, its program or its wheel, that decides in place of
 *     pip; empty if pip does
 */
public record PipChoice(
    boolean upgrade, Optional<String> version, Optional<String> tool, Optional<List<Path>> uv) {
  /** Debian's pip, which is there on every machine that has the engine. */
  public static final PipChoice DEBIAN =
      new PipChoice(false, Optional.empty(), Optional.empty(), Optional.empty());

  /** Copies the list. */
  public PipChoice {
    uv = uv.map(List::copyOf);
  }

  /** Returns the requirement for the pip that is wanted in the place of Debian's. */
  public String requirement() {
    return version.map(wanted -> "pip==" + wanted).orElse("pip");
  }
}
