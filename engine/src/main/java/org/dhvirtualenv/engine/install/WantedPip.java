package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.phase.Phases;
import org.dhvirtualenv.engine.pip.PipLog;
import org.dhvirtualenv.engine.pip.PipSettings;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.pip.Request;
import org.dhvirtualenv.engine.pip.WheelSupply;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.plan.PipChoice;
import org.dhvirtualenv.engine.process.CommandRunner;

/** Gets the pip that does the work: Debian's, or with Debian's another one from the index. */
final class WantedPip {
  private static final DistributionName PIP = new DistributionName("pip");
  private static final Pattern RELEASE = Pattern.compile("(\\d+)(?:\\.(\\d+))?.*");

  private final CommandRunner runner;
  private final Findings findings;
  private final PipLog log;
  private final Phases phases;

  WantedPip(CommandRunner runner, Findings findings, PipLog log, Phases phases) {
    this.runner = runner;
    this.findings = findings;
    this.log = log;
    this.phases = phases;
  }

  /** Returns the pip that {@code plan} asks for; that of {@code settings} gets another one. */
  PipTool of(BuildPlan plan, PipSettings settings) {
    PipChoice choice = plan.sources().pip();
    if (!choice.upgrade()) {
      return settings.tool();
    }
    if (choice.version().filter(WantedPip::tooOld).isPresent()) {
      String version = choice.version().orElseThrow();
      findings.add(
          Finding.warning(
              "pip",
              "pip " + version + " cannot say what it would install; Debian's pip does the work",
              "drop --upgrade-pip-to, or name a version from 22.3 on"));
      return settings.tool();
    }
    List<WheelFile> wheels =
        new WheelSupply(settings, runner, findings, log, phases)
            .add(new Request.Preinstalled(List.of(choice.requirement())));
    return wheels.stream()
        .filter(wheel -> wheel.name().equals(PIP))
        .findFirst()
        .map(wheel -> PipTool.of(home(plan, wheel), wheel.file()))
        .orElse(settings.tool());
  }

  private static Path home(BuildPlan plan, WheelFile wheel) {
    return plan.machine().tools().resolve("pip-" + wheel.version());
  }

  /** Returns whether a pip has no {@code --report}, or no runner for another interpreter. */
  private static boolean tooOld(String version) {
    Matcher release = RELEASE.matcher(version);
    if (!release.matches()) {
      return false;
    }
    int major = Integer.parseInt(release.group(1));
    int minor = release.group(2) == null ? 0 : Integer.parseInt(release.group(2));
    return major < 22 || (major == 22 && minor < 3);
  }
}
