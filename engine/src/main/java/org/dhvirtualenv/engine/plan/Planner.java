package org.dhvirtualenv.engine.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.vendor.VendorDirectory;

/**
 * Checks the packager's wishes against the source package and orders the work.
 *
 * <p>The order is the one that dh-virtualenv established: preinstalled requirements, the
 * requirements file or lock file, the project with its extras.
 */
public final class Planner {
  private static final String DEFAULT_REQUIREMENTS = "requirements.txt";

  /** What --requirements says to have neither a requirements file nor a lock file. */
  private static final Path NOTHING = Path.of("/dev/null");

  /** Returns what to make, or fails with the first thing that is wrong. */
  public BuildPlan plan(BuildRequest request) {
    request.wishes().index().vendor().ifPresent(VendorDirectory::verified);
    return new BuildPlan(
        request.target(),
        request.python(),
        sources(request.wishes()),
        request.machine(),
        request.links(),
        request.allowedBuildPaths(),
        request.leniency(),
        request.extend(),
        request.inPlace());
  }

  private static Sources sources(Wishes wishes) {
    Path directory = wishes.sourceDirectory();
    if (!Files.isDirectory(directory)) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "source directory '" + directory + "' does not exist",
          "check --sourcedirectory; it is relative to the directory that holds debian/");
    }
    boolean present = ProjectFiles.present(directory);
    boolean project = present && !wishes.skipProject();
    Optional<Path> requirements = requirementsFile(wishes);
    boolean locked = requirements.flatMap(LockFormat::of).isPresent();
    if (!locked && !wishes.groups().isEmpty()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "--dependency-group needs a lock file, and "
              + requirements.map(file -> "'" + file + "' is none").orElse("there is none"),
          "name one with --requirements, or install what the group has with --preinstall");
    }
    if (!project && !locked && !wishes.extras().isEmpty()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "--extras needs a project to install, and none is installed here",
          present ? "drop --skip-install or --extras" : "add a pyproject.toml or drop --extras");
    }
    if (!project && requirements.isEmpty() && wishes.preinstall().isEmpty()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "nothing to install: '"
              + directory
              + "' has no Python project, no "
              + DEFAULT_REQUIREMENTS
              + " and no lock file",
          "add a pyproject.toml, setup.py or requirements.txt, or name their directory with"
              + " --sourcedirectory");
    }
    return new Sources(
        directory,
        wishes.preinstall(),
        requirements,
        project,
        names(
            wishes.extras(),
            "is not the name of an extra",
            "give names as in PEP 508, separated by commas: --extras=name,other"),
        names(
            wishes.groups(),
            "is not the name of a dependency group",
            "give a name as in PEP 735: --dependency-group=name"),
        wishes.pipArguments(),
        wishes.maxUnpacked(),
        wishes.pip(),
        wishes.index());
  }

  private static Optional<Path> requirementsFile(Wishes wishes) {
    Optional<Path> named = wishes.requirements().map(wishes.sourceDirectory()::resolve);
    if (named.filter(NOTHING::equals).isPresent()) {
      return Optional.empty();
    }
    named
        .filter(file -> !Files.isRegularFile(file))
        .ifPresent(
            file -> {
              throw new EngineException(
                  ExitCode.PACKAGING,
                  "requirements file '" + file + "' does not exist",
                  "check --requirements; it is relative to the source directory");
            });
    return named.or(
        () ->
            Stream.concat(
                    Stream.of(DEFAULT_REQUIREMENTS),
                    Stream.of(LockFormat.values()).map(LockFormat::usualName))
                .map(wishes.sourceDirectory()::resolve)
                .filter(Files::isRegularFile)
                .findFirst());
  }

  /** Returns the distributions that {@code --system-package} names. */
  public static List<DistributionName> systemPackages(List<String> values) {
    return names(
        values,
        "is not the name of a distribution",
        "name the Python distribution, not the Debian package: --system-package=PyYAML");
  }

  /** Returns what {@code --allow-inconsistent} excuses. */
  public static Leniency leniency(List<String> values) {
    return Leniency.of(
        names(
            values,
            "is not the name of a distribution",
            "name the distribution that requires: --allow-inconsistent=NAME"));
  }

  /** Returns {@code values} if all of them are names. */
  private static List<DistributionName> names(List<String> values, String what, String hint) {
    for (String value : values) {
      if (!DistributionName.valid(value)) {
        throw new EngineException(ExitCode.COMMAND_LINE, "'" + value + "' " + what, hint);
      }
    }
    return values.stream().map(DistributionName::new).toList();
  }
}
