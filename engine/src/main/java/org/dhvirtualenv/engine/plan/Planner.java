package org.dhvirtualenv.engine.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.phase.PipInstall;
import org.dhvirtualenv.engine.phase.VirtualenvSpec;

/**
 * Checks the packager's wishes against the source package and orders the work.
 *
 * <p>The order is the one that dh-virtualenv established: preinstalled requirements, the
 * requirements file, the project with its extras.
 */
public final class Planner {
  private static final String DEFAULT_REQUIREMENTS = "requirements.txt";

  /** The name of a distribution or an extra (PEP 508, PEP 685). */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

  /** Returns what to make, or fails with the first thing that is wrong. */
  public VirtualenvSpec plan(BuildOptions options) {
    if (!Files.isDirectory(options.sourceDirectory())) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "source directory '" + options.sourceDirectory() + "' does not exist",
          "check --sourcedirectory; it is relative to the directory that holds debian/");
    }
    return new VirtualenvSpec(
        options.staging(),
        options.installPath(),
        options.sourceDirectory(),
        options.python(),
        installs(options),
        pipEnvironment(options),
        options.withPip(),
        options.architectureAll(),
        options.extend(),
        options.tools(),
        options.strip(),
        options.allowedBuildPaths(),
        options.extraPipArgs(),
        options.compilerFlags(),
        options.buildTree(),
        options.temporary(),
        options.systemSite(),
        systemPackages(options));
  }

  private static List<PipInstall> installs(BuildOptions options) {
    List<PipInstall> installs = new ArrayList<>();
    if (!options.preinstall().isEmpty()) {
      installs.add(new PipInstall("the preinstalled requirements", options.preinstall()));
    }
    requirementsFile(options)
        .ifPresent(
            file ->
                installs.add(
                    new PipInstall(
                        "the requirements of " + file.getFileName(),
                        List.of("-r", file.toString()))));
    boolean project = ProjectFiles.present(options.sourceDirectory());
    if (project && !options.skipInstall()) {
      installs.add(
          new PipInstall(
              "the project", List.of(options.sourceDirectory() + extras(options)), true));
    } else if (!options.extras().isEmpty()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "--extras needs a project to install, and none is installed here",
          project ? "drop --skip-install or --extras" : "add a pyproject.toml or drop --extras");
    }
    if (installs.isEmpty()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "nothing to install: '"
              + options.sourceDirectory()
              + "' has no Python project and no "
              + DEFAULT_REQUIREMENTS,
          "add a pyproject.toml, setup.py or requirements.txt, or name their directory with"
              + " --sourcedirectory");
    }
    return installs;
  }

  private static Optional<Path> requirementsFile(BuildOptions options) {
    Path file =
        options.sourceDirectory().resolve(options.requirements().orElse(DEFAULT_REQUIREMENTS));
    if (Files.isRegularFile(file)) {
      return Optional.of(file);
    }
    if (options.requirements().isPresent()) {
      throw new EngineException(
          ExitCode.PACKAGING,
          "requirements file '" + file + "' does not exist",
          "check --requirements; it is relative to the source directory");
    }
    return Optional.empty();
  }

  private static String extras(BuildOptions options) {
    List<String> names =
        names(
            options.extras(),
            "is not the name of an extra",
            "give names as in PEP 508, separated by commas: --extras=name,other");
    return names.isEmpty() ? "" : "[" + String.join(",", names) + "]";
  }

  private static List<String> systemPackages(BuildOptions options) {
    return names(
        options.systemPackages(),
        "is not the name of a distribution",
        "name the Python distribution, not the Debian package: --system-package=PyYAML");
  }

  /** Returns {@code names} if all of them are. */
  private static List<String> names(List<String> names, String what, String hint) {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new EngineException(ExitCode.COMMAND_LINE, "'" + name + "' " + what, hint);
      }
    }
    return names;
  }

  private static Map<String, String> pipEnvironment(BuildOptions options) {
    Map<String, String> environment = new LinkedHashMap<>();
    options.indexUrl().ifPresent(url -> environment.put("PIP_INDEX_URL", url));
    if (!options.extraIndexUrls().isEmpty()) {
      environment.put("PIP_EXTRA_INDEX_URL", String.join(" ", options.extraIndexUrls()));
    }
    return environment;
  }
}
