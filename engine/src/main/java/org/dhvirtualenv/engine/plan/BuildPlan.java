package org.dhvirtualenv.engine.plan;

import java.util.List;
import org.dhvirtualenv.engine.model.Leniency;

/**
 * Says completely which virtualenv is to be made.
 *
 * @param target the package that gets the virtualenv
 * @param python its interpreter
 * @param sources what is installed into it
 * @param machine what the build machine offers
 * @param links which scripts get a link in the target's PATH
 * @param allowedBuildPaths globs of files, relative to the virtualenv, that may hold the build path
 * @param leniency which requirements of what is installed need not be met
 * @param extend whether a complete virtualenv of an earlier call is kept and added to
 * @param inPlace whether it is left valid where it is made, because debian/rules goes on working in
 *     it and a later command finishes it
 */
public record BuildPlan(
    Target target,
    Python python,
    Sources sources,
    BuildMachine machine,
    CommandLinks links,
    List<String> allowedBuildPaths,
    Leniency leniency,
    boolean extend,
    boolean inPlace) {
  /** Copies the list. */
  public BuildPlan {
    allowedBuildPaths = List.copyOf(allowedBuildPaths);
  }
}
