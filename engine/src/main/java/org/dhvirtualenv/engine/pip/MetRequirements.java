package org.dhvirtualenv.engine.pip;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.WheelFile;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * Tells whether a project needs nothing besides what is decided already.
 *
 * <p>Then pip need not be asked again, which takes longer than to build most projects.
 */
final class MetRequirements {
  /** What may ask for more than a version: extras and URLs. */
  private static final Pattern MORE = Pattern.compile("[@\\[]");

  private final CommandRunner runner;
  private final PipSettings settings;

  MetRequirements(CommandRunner runner, PipSettings settings) {
    this.runner = runner;
    this.settings = settings;
  }

  /**
   * Returns whether {@code wheels} meet all that {@code project} requires, by markers and versions
   * (PEP 508, PEP 440) as the pip that would be asked reads them.
   */
  boolean by(List<WheelFile> wheels, BuiltMetadata project) {
    List<String> requirements = project.requires();
    if (!DistributionName.valid(project.name()) || project.version().isEmpty()) {
      return false; // pip says what is wrong
    }
    if (requirements.isEmpty()) {
      return true;
    }
    if (requirements.stream().anyMatch(MORE.asPredicate())) {
      return false;
    }
    List<String> arguments = new ArrayList<>(requirements);
    arguments.add("--");
    wheels.forEach(wheel -> arguments.add(wheel.name() + "==" + wheel.version()));
    PipTool pip = settings.tool();
    return runner.query(pip.run(settings.interpreter(), pip.judge(), arguments)).succeeded();
  }
}
