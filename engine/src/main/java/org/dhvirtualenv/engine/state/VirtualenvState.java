package org.dhvirtualenv.engine.state;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.model.WheelFile;

/**
 * What dh_virtualenv knows of a virtualenv that it has made.
 *
 * @param place its place on the target
 * @param finished whether it is valid there already, and not where it was made
 * @param lent the distribution that is in it only as long as debian/rules works in it
 * @param allowedBuildPaths globs of files, relative to it, that may hold the build path
 * @param leniency which requirements of its distributions need not be met
 * @param distributions where its distributions came from
 */
public record VirtualenvState(
    InstallPath place,
    boolean finished,
    Optional<String> lent,
    List<String> allowedBuildPaths,
    Leniency leniency,
    List<Origin> distributions) {
  /**
   * Where a distribution came from.
   *
   * @param name the distribution
   * @param version its version
   * @param builtHere whether it was built on this machine
   * @param url the wheel, or the source that it was built from, without credentials
   * @param sha256 the digest, in hexadecimal, of what the URL names
   */
  public record Origin(
      String name, String version, boolean builtHere, String url, Optional<String> sha256) {
    /** Returns the origin of {@code wheel}. */
    public static Origin of(WheelFile wheel) {
      return new Origin(
          wheel.name().value(),
          wheel.version(),
          wheel.provenance().builtHere(),
          wheel.provenance().origin(),
          wheel.provenance().sha256());
    }
  }

  /** Copies the lists. */
  public VirtualenvState {
    allowedBuildPaths = List.copyOf(allowedBuildPaths);
    distributions = List.copyOf(distributions);
  }

  /**
   * Returns the state of the same virtualenv with what {@code added} tells put into it. A
   * distribution that was lent and is installed for good now is lent no more.
   */
  VirtualenvState and(VirtualenvState added) {
    List<Origin> origins = new ArrayList<>(distributions);
    origins.addAll(added.distributions);
    Set<String> allowed = new LinkedHashSet<>(allowedBuildPaths);
    allowed.addAll(added.allowedBuildPaths);
    Optional<String> stillLent =
        lent.filter(name -> added.distributions.stream().noneMatch(own -> own.name().equals(name)));
    return new VirtualenvState(
        added.place,
        added.finished,
        added.lent.or(() -> stillLent),
        List.copyOf(allowed),
        leniency.or(added.leniency),
        origins);
  }
}
