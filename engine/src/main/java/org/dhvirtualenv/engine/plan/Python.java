package org.dhvirtualenv.engine.plan;

import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Relation;

/**
 * Which interpreter a virtualenv has and what it sees of the system.
 *
 * @param executable the interpreter as the packager named it: a name or a path
 * @param dependency what to depend on for it, instead of the package that it belongs to
 * @param systemSite when the virtualenv sees the system's site-packages
 * @param systemPackages distributions that come from Debian packages
 * @param virtualenvArguments arguments for venv, or for virtualenv if venv has no such
 * @param withPip whether pip goes into the virtualenv
 */
public record Python(
    String executable,
    Optional<Relation> dependency,
    SystemSite systemSite,
    List<DistributionName> systemPackages,
    List<String> virtualenvArguments,
    boolean withPip) {
  /** Copies the lists. */
  public Python {
    systemPackages = List.copyOf(systemPackages);
    virtualenvArguments = List.copyOf(virtualenvArguments);
  }
}
