package org.dhvirtualenv.engine.wheel;

import org.dhvirtualenv.engine.distribution.RecordRow;
import org.dhvirtualenv.engine.finding.Findings;

/** Finds out which distributions get in each other's way, before anything is written. */
final class Collisions {
  private final WheelScheme scheme;
  private final Findings findings;

  Collisions(WheelScheme scheme, Findings findings) {
    this.scheme = scheme;
    this.findings = findings;
  }

  /** Reports what {@code plan} makes of its wheels and of those that are {@code installed}. */
  void report(InstallPlan plan, InstalledFiles installed) {
    CollisionReport report = new CollisionReport(scheme);
    for (InstallPlan.Overridden pair : plan.overridden()) {
      String later = plan.file(pair.later().target()).wheel().title();
      PlannedFile winner = plan.file(pair.earlier().target());
      if (!pair.earlier().content().fingerprint().equals(winner.content().fingerprint())) {
        report.add(pair.earlier().target(), pair.earlier().wheel().title(), later);
      }
    }
    ShadowedModules shadowed = new ShadowedModules(scheme, findings);
    installed
        .claims()
        .forEach((file, claims) -> claims.forEach(claim -> shadowed.add(file, claim.title())));
    plan.files()
        .forEach(
            (target, file) -> {
              shadowed.add(target, file.wheel().title());
              for (InstalledFiles.Claim claim : installed.claims(target)) {
                RecordRow row = claim.row();
                if (!row.hash().equals(file.content().fingerprint())) {
                  report.add(target, claim.title(), file.wheel().title());
                }
              }
            });
    report.report(findings);
  }
}
