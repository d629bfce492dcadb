package org.dhvirtualenv.engine.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.create.CreatedVirtualenv;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.pip.PipTool;
import org.dhvirtualenv.engine.plan.BuildPlan;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Runs pip from outside the virtualenv.
 *
 * <p>The virtualenv's interpreter runs pip's own runner script, which pip itself uses for {@code
 * pip --python} (pip 22.3). Indexes travel in PIP_* variables, so that no process list shows their
 * credentials; pip's configuration files and the caller's PIP_* variables count as usual.
 */
final class PipInstaller {
  private static final Pattern UNKNOWN_REQUIREMENT =
      Pattern.compile(
          "ERROR: (?:No matching distribution found for|Could not find a version that"
              + " satisfies the requirement) (\\S+).*");
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          ".*(?:Failed to establish a new connection|NewConnectionError|ConnectTimeoutError"
              + "|Temporary failure in name resolution|Name or service not known"
              + "|SSLCertVerificationError).*");
  private static final Pattern COMPILER =
      Pattern.compile(
          ".*(?:fatal error: \\S+: No such file|command '.*gcc' failed"
              + "|error: command .* failed|pg_config executable not found).*");

  private static final String NO_WHEEL = "invalid command 'bdist_wheel'";

  private final CommandRunner runner;
  private final PipTool pip;
  private final BuildPlan plan;
  private final Virtualenv virtualenv;
  private final Path temporary;
  private final List<String> constraints;

  /**
   * Creates an installer.
   *
   * @param created where to install, and a directory in which pip may build
   * @param constraints arguments that keep pip from what comes from elsewhere
   */
  PipInstaller(
      CommandRunner runner, PipTool pip, CreatedVirtualenv created, List<String> constraints) {
    this.runner = runner;
    this.pip = pip;
    this.plan = created.plan();
    this.virtualenv = created.virtualenv();
    this.temporary = created.temporary();
    this.constraints = constraints;
  }

  /** Installs what {@code install} says, or fails with pip's last lines. */
  void install(PipInstall install) {
    List<String> own = new ArrayList<>(constraints);
    own.addAll(plan.sources().pipArguments());
    if (install.sourceTree()) {
      own.removeIf("--require-hashes"::equals);
    }
    run(install, own);
  }

  private void run(PipInstall install, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                virtualenv.executables().resolve("python3").toString(),
                pip.runner().toString(),
                "install",
                "--no-compile",
                "--no-warn-script-location",
                "--use-pep517",
                "--progress-bar=off"));
    arguments.addAll(install.arguments());
    arguments.addAll(more);
    Command command = new Command(arguments, plan.sources().directory(), environment());
    CommandResult result = runner.run(command);
    if (!result.succeeded()) {
      throw failure(install, command, result);
    }
  }

  /** Installs pip itself from the wheel that does the work, so that no index is needed. */
  void installPip() {
    run(
        new PipInstall("pip", List.of("--no-index", "--no-deps", pip.wheel().toString())),
        List.of());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(plan.sources().index().environment());
    environment.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    environment.put("PIP_NO_INPUT", "1");
    environment.put("PIP_USER", "0");
    environment.put("PYTHONPYCACHEPREFIX", plan.machine().tools().resolve("pycache").toString());
    environment.put("VIRTUAL_ENV", virtualenv.tree().toString());
    environment.put("TMPDIR", temporary.toString());
    environment.put("PYTHONHASHSEED", "0");
    String forget = "-ffile-prefix-map=" + temporary + "=.";
    plan.machine()
        .compilerFlags()
        .forEach((variable, flags) -> environment.put(variable, (flags + " " + forget).strip()));
    return environment;
  }

  private static EngineException failure(
      PipInstall install, Command command, CommandResult result) {
    return ToolFailure.of("pip could not install " + install.what(), command, result, hint(result));
  }

  private static String hint(CommandResult result) {
    if (result.output().stream().anyMatch(line -> UNREACHABLE.matcher(line).matches())) {
      return "the index cannot be reached: check --index-url and the network of the build (sbuild"
          + " and pbuilder cut it off unless told otherwise), or build offline with"
          + " --extra-pip-arg=--no-index --extra-pip-arg=--find-links=DIR";
    }
    for (String line : result.output()) {
      Matcher matcher = UNKNOWN_REQUIREMENT.matcher(line);
      if (matcher.matches()) {
        return "check the name and version of '"
            + matcher.group(1)
            + "', and that the index has a wheel or sdist of it for this interpreter";
      }
    }
    if (result.output().stream().anyMatch(line -> line.contains(NO_WHEEL))) {
      return "a project is built without isolation and setuptools before 70.1 needs wheel for that:"
          + " add --preinstall=wheel";
    }
    if (result.output().stream().anyMatch(line -> COMPILER.matcher(line).matches())) {
      return "an extension does not compile: add python3-dev and the library's -dev package to"
          + " Build-Depends, or require a release that has a wheel";
    }
    return "read pip's message above; 'dh_virtualenv -v' shows every command";
  }
}
