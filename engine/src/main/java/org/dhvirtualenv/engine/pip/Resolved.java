package org.dhvirtualenv.engine.pip;

import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.model.DistributionName;

/**
 * A distribution that pip has chosen.
 *
 * @param name its name
 * @param version its version, as its metadata writes it
 * @param origin where it lies
 * @param requested whether a requirement names it, and not only what another one needs
 * @param extras which of its extras such a requirement asks for
 * @param requires its requirements (Requires-Dist), with markers
 */
record Resolved(
    DistributionName name,
    String version,
    Origin origin,
    boolean requested,
    List<String> extras,
    List<String> requires) {
  /** Copies the lists. */
  Resolved {
    extras = List.copyOf(extras);
    requires = List.copyOf(requires);
  }

  /** Returns the same with name, version and requirements as {@code metadata} have them. */
  Resolved as(BuiltMetadata metadata) {
    boolean valid = DistributionName.valid(metadata.name()) && !metadata.version().isEmpty();
    return valid
        ? new Resolved(
            new DistributionName(metadata.name()),
            metadata.version(),
            origin,
            requested,
            extras,
            metadata.requires())
        : this; // installing it says what is wrong
  }

  /**
   * Where a distribution lies.
   *
   * @param kind what is there
   * @param url its URL, without credentials
   * @param sha256 its digest, in hexadecimal; empty for a directory or repository
   * @param source what pip has to be given to get exactly this, without credentials
   * @param direct the content of direct_url.json (PEP 610) if a URL was asked for
   */
  record Origin(
      Kind kind, String url, Optional<String> sha256, String source, Optional<String> direct) {}

  /** What a URL names. */
  enum Kind {
    /** A wheel. */
    WHEEL,
    /** Another archive, which is a source distribution. */
    SDIST,
    /** A commit of a repository. */
    REPOSITORY,
    /** A directory of this machine. */
    DIRECTORY
  }
}
