package org.dhvirtualenv.engine.consistency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Resource;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Finds requirements that nothing in the virtualenv meets, as {@code pip check} does.
 *
 * <p>Only distributions of the virtualenv are asked what they require; what it sees of the system
 * may meet it.
 */
public final class RequirementChecker {
  private static final String PROGRAM = "requirement_checker.py";

  private final CommandRunner runner;
  private final Findings findings;

  /**
   * Creates a checker.
   *
   * @param runner runs the interpreter
   * @param findings is told what is not met
   */
  public RequirementChecker(CommandRunner runner, Findings findings) {
    this.runner = runner;
    this.findings = findings;
  }

  /**
   * Checks {@code virtualenv}.
   *
   * @param tools a directory that has pip, or gets it from Debian's wheel
   * @param leniency what need not be met
   * @return the same, and those excused of which it is warned now
   */
  public Leniency check(Virtualenv virtualenv, Path tools, Leniency leniency) {
    List<UnmetRequirement> unmet =
        unmet(virtualenv, tools).stream().filter(one -> !leniency.excuses(one.name())).toList();
    unmet.forEach(one -> findings.add(finding(one, leniency)));
    Set<String> warned =
        unmet.stream()
            .map(one -> DistributionName.normalised(one.name()))
            .collect(Collectors.toSet());
    return leniency.or(new Leniency(warned, false));
  }

  private static Finding finding(UnmetRequirement one, Leniency leniency) {
    String excuse = "excuse it with --allow-inconsistent=" + one.name();
    if (leniency.warning()) {
      return Finding.warning(one.name(), one.what(), "--no-deps allows that");
    }
    return one.remark().equals("invalid")
        ? Finding.warning(one.name(), one.what(), excuse)
        : Finding.error(
            one.name(), one.what(), "require versions that fit '" + one.name() + "', or " + excuse);
  }

  private List<UnmetRequirement> unmet(Virtualenv virtualenv, Path tools) {
    PipTool pip = PipTool.in(tools, PipTool.WHEELS);
    Command command =
        pip.run(
            virtualenv.interpreter().executable(),
            program(tools),
            List.of(virtualenv.tree().toString(), virtualenv.sitePackages().toString()));
    CommandResult result = runner.query(command);
    if (!result.succeeded()) {
      throw ToolFailure.of(
          "cannot check what the distributions in '" + virtualenv.tree() + "' require",
          command,
          result,
          "run the command by hand to see its message");
    }
    return result.output().stream().map(UnmetRequirement::parse).toList();
  }

  private static Path program(Path tools) {
    Path file = tools.resolve(PROGRAM);
    try {
      return Files.write(file, Resource.bytes(RequirementChecker.class, PROGRAM));
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }
}
