package org.dhvirtualenv.engine.dpkg;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * The architecture that the package is built for, as dpkg knows it.
 *
 * @param name such as amd64 (DEB_HOST_ARCH)
 * @param multiarch the name of its library directories, such as x86_64-linux-gnu
 * @param cross whether that is another one than the build machine's
 */
public record HostArchitecture(String name, String multiarch, boolean cross) {
  /** Reads the variables of dpkg-architecture(1), and asks it for those that are not set. */
  public static HostArchitecture of(
      Function<String, Optional<String>> variables, CommandRunner runner) {
    Function<String, String> value =
        name -> variables.apply(name).orElseGet(() -> ask(name, runner));
    String name = value.apply("DEB_HOST_ARCH");
    return new HostArchitecture(
        name,
        value.apply("DEB_HOST_MULTIARCH"),
        !variables.apply("DEB_BUILD_ARCH").orElse(name).equals(name));
  }

  /** Returns the name of the architecture of this machine, whatever it builds for. */
  public static String build(Function<String, Optional<String>> variables, CommandRunner runner) {
    String variable = "DEB_BUILD_ARCH";
    return variables.apply(variable).orElseGet(() -> ask(variable, runner));
  }

  private static String ask(String variable, CommandRunner runner) {
    Command command =
        new Command(List.of("dpkg-architecture", "-q" + variable), Path.of("/"), Map.of());
    CommandResult result = runner.query(command);
    if (!result.succeeded() || result.output().size() != 1) {
      throw ToolFailure.of(
          "dpkg does not tell the architecture",
          command,
          result,
          "install dpkg-dev, or set " + variable + " as dpkg-buildpackage does");
    }
    return result.output().get(0);
  }
}
