package org.dhvirtualenv.engine.plan;

import java.util.List;
import org.dhvirtualenv.engine.model.Leniency;

/**
 * What the packager asked {@code dh_virtualenv} for, not yet checked against the source package.
 *
 * @param target the package that gets the virtualenv
 * @param python its interpreter
 * @param wishes what is installed into it
 * @param machine what the build machine offers
 * @param links which scripts get a link in the target's PATH
 * @param allowedBuildPaths globs of files, relative to the virtualenv, that may hold the build path
 * @param leniency which requirements of what is installed need not be met
 * @param extend whether an earlier call has completed this virtualenv, so that it is added to
 * @param inPlace whether it is left valid where it is made, because debian/rules goes on working in
 *     it and a later command finishes it
 */
public record BuildRequest(
    Target target,
    Python python,
    Wishes wishes,
    BuildMachine machine,
    CommandLinks links,
    List<String> allowedBuildPaths,
    Leniency leniency,
    boolean extend,
    boolean inPlace) {
  /** Copies the list. */
  public BuildRequest {
    allowedBuildPaths = List.copyOf(allowedBuildPaths);
  }
}
