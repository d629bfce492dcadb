package org.dhvirtualenv.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.StagingRoot;
import org.dhvirtualenv.engine.plan.BuildMachine;
import org.dhvirtualenv.engine.plan.Target;
import org.dhvirtualenv.engine.state.States;

/** What the commands that make virtualenvs are told of the package and the machine. */
final class PackageOptions {
  private final Options options;
  private final Environment environment;

  PackageOptions(Options options, Environment environment) {
    this.options = options;
    this.environment = environment;
  }

  /** Adds the operands that name the package. */
  static Options operands(Options options) {
    return options
        .operand("PACKAGE", "the binary package")
        .operand("ARCHITECTURE", "its Architecture field")
        .operand("STAGING-ROOT", "usually debian/PACKAGE")
        .operand("RESULT", "the result file to write");
  }

  /** Returns the package with a virtualenv at {@code place}. */
  Target at(InstallPath place) {
    return new Target(
        new PackageName(options.text("PACKAGE")),
        options.text("ARCHITECTURE").equals("all"),
        staging(),
        place);
  }

  StagingRoot staging() {
    return new StagingRoot(real(environment.directory().resolve(options.text("STAGING-ROOT"))));
  }

  /** Returns the other binary packages of the source package. */
  Map<String, StagingRoot> others() {
    Map<String, StagingRoot> others = new LinkedHashMap<>();
    for (String value : options.list("other-package")) {
      String[] pair = value.split("=", 2);
      Path directory = environment.directory().resolve(pair[pair.length - 1]);
      others.put(pair[0], new StagingRoot(directory.toAbsolutePath().normalize()));
    }
    return others;
  }

  Path result() {
    return environment.directory().resolve(options.text("RESULT"));
  }

  States states() {
    return new States(result().resolveSibling("dh_virtualenv.json"), tools());
  }

  private Path tools() {
    return result().resolveSibling("dh_virtualenv.tools");
  }

  BuildMachine machine() {
    return new BuildMachine(
        real(environment.directory()),
        tools(),
        temporary(environment),
        compilerFlags(environment),
        environment.buildOption("nostrip")
            ? Optional.empty()
            : Optional.of(options.text("strip-program")));
  }

  /** Returns TMPDIR, unless it has blanks, which no compiler flag can have. */
  static Path temporary(Environment environment) {
    return Path.of(environment.get("TMPDIR").filter(path -> path.matches("/\\S*")).orElse("/tmp"));
  }

  static Map<String, String> compilerFlags(Environment environment) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (String variable : List.of("CFLAGS", "CXXFLAGS", "FFLAGS", "FCFLAGS")) {
      flags.put(variable, environment.get(variable).orElse(""));
    }
    return flags;
  }

  static Path real(Path directory) {
    try {
      Files.createDirectories(directory);
      return directory.toRealPath();
    } catch (IOException e) {
      throw FileFailure.of(directory, e);
    }
  }
}
