package org.dhvirtualenv.engine.install;

import java.util.Set;
import org.dhvirtualenv.engine.create.FoundVirtualenv;
import org.dhvirtualenv.engine.distribution.InstalledDistributions;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.state.VirtualenvState;
import org.dhvirtualenv.engine.wheel.WheelUninstaller;

/** Takes back what was lent to a virtualenv for the time in which debian/rules works in it. */
public final class Loans {
  /**
   * Removes the lent distribution of {@code found}. Another version of it, which debian/rules has
   * installed instead, stays.
   */
  public void end(FoundVirtualenv found, VirtualenvState state) {
    state
        .lent()
        .filter(name -> unchanged(name, found, state))
        .ifPresent(
            name ->
                new WheelUninstaller(WheelTree.scheme(found.virtualenv()))
                    .uninstall(Set.of(new DistributionName(name))));
  }

  private static boolean unchanged(String name, FoundVirtualenv found, VirtualenvState state) {
    return InstalledDistributions.in(found.virtualenv().tree()).all().stream()
        .filter(there -> DistributionName.normalised(there.name()).equals(name))
        .anyMatch(
            there ->
                state.distributions().stream()
                    .anyMatch(
                        origin ->
                            origin.name().equals(name)
                                && origin.version().equals(there.version())));
  }
}
