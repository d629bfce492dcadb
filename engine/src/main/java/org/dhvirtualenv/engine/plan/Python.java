package org.dhvirtualenv.engine.plan;

import java.util.List;
import org.dhvirtualenv.engine.model.DistributionName;

/**
 * Which interpreter a virtualenv has and what it sees of the system.
 *
 * @param executable the interpreter as the packager named it: a name or a path
 * @param systemSite when the virtualenv sees the system's site-packages
 * @param systemPackages distributions that come from Debian packages
 * @param withPip whether pip goes into the virtualenv
 */
public record Python(
    String executable,
    SystemSite systemSite,
    List<DistributionName> systemPackages,
    boolean withPip) {
  /** Copies the list. */
  public Python {
    systemPackages = List.copyOf(systemPackages);
  }
}
