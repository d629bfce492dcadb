package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.dpkg.PackageOwners;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * The distributions outside a virtualenv that meet its requirements, because it sees what the build
 * machine happens to have.
 */
final class SystemDistributions {
  private final CommandRunner runner;
  private final Virtualenv virtualenv;

  SystemDistributions(CommandRunner runner, Virtualenv virtualenv) {
    this.runner = runner;
    this.virtualenv = virtualenv;
  }

  /** Says of each of {@code names} that lies outside the virtualenv which package has it. */
  void report(Set<String> names, Findings findings) {
    if (names.isEmpty()) {
      return;
    }
    Command probe = DistributionProbe.of(virtualenv.executables().resolve("python3"), names);
    Map<Path, String> used = new LinkedHashMap<>();
    for (String line : runner.query(probe).output()) {
      String[] fields = line.split("\t");
      if (fields.length == 3 && !Path.of(fields[2]).startsWith(virtualenv.tree())) {
        used.put(Path.of(fields[2]), fields[0] + " " + fields[1]);
      }
    }
    Map<Path, List<InstalledPackage>> owners = new PackageOwners(runner).of(used.keySet());
    used.forEach(
        (metadata, what) ->
            findings.add(finding(metadata, what, owners.getOrDefault(metadata, List.of()))));
  }

  private static Finding finding(Path metadata, String what, List<InstalledPackage> owners) {
    return owners.isEmpty()
        ? Finding.warning(
            metadata.toString(),
            "uses " + what + " of this machine, which no Debian package has: '" + metadata + "'",
            "install it into the virtualenv with --preinstall, or remove it from this machine")
        : Finding.note(
            metadata.toString(), "uses " + what + " of Debian's " + owners.get(0).name());
  }
}
