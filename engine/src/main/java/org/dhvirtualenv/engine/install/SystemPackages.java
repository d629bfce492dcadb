package org.dhvirtualenv.engine.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dhvirtualenv.engine.dpkg.PackageOwners;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/**
 * Distributions that come from Debian packages instead of the index.
 *
 * <p>While pip works, the virtualenv has metadata that says such a distribution is installed in
 * Debian's version, and a constraint holds pip to that version: a requirement that it does not meet
 * fails the build with pip's explanation. Afterwards the metadata goes and the virtualenv is
 * switched to see the system's site-packages.
 */
final class SystemPackages {
  private static final String INSTALLER = "INSTALLER";
  private static final String DEBIAN = "debian\n";

  private record Taken(String name, String version, Path placeholder, Relation relation) {}

  private final CommandRunner runner;
  private final Path site;
  private final List<Taken> taken = new ArrayList<>();

  /** Creates the metadata of {@code names} in the virtualenv at {@code virtualenv}. */
  SystemPackages(CommandRunner runner, Virtualenv virtualenv, List<DistributionName> names) {
    this.runner = runner;
    site = virtualenv.sitePackages();
    if (names.isEmpty()) {
      return;
    }
    List<String> asked = names.stream().map(DistributionName::value).toList();
    Path interpreter = virtualenv.interpreter().executable();
    for (String line : query(DistributionProbe.of(interpreter, asked))) {
      String[] fields = line.split("\t");
      if (fields.length != 3) {
        throw new EngineException(
            ExitCode.ENVIRONMENT,
            "no Debian package on this machine has the distribution '" + line + "'",
            "add the package that has it to Build-Depends, usually python3-"
                + line.toLowerCase(Locale.ROOT));
      }
      take(fields[0], fields[1], Path.of(fields[2]));
    }
  }

  /** Returns what a program says that has nothing to complain about on any machine. */
  private List<String> query(Command command) {
    CommandResult result = runner.query(command);
    if (!result.succeeded() || result.output().isEmpty()) {
      throw ToolFailure.of(
          "cannot find out which distributions Debian's packages have",
          command,
          result,
          "run the command by hand to see its message");
    }
    return result.output();
  }

  /** Returns whether none was asked for. */
  boolean isEmpty() {
    return taken.isEmpty();
  }

  private void take(String name, String version, Path metadata) {
    PackageName owner =
        new PackageOwners(runner)
            .of(List.of(metadata)).getOrDefault(metadata, List.of()).stream()
                .findFirst()
                .orElseThrow(
                    () ->
                        new EngineException(
                            ExitCode.ENVIRONMENT,
                            "'" + metadata + "' belongs to no Debian package",
                            "install " + name + " from a Debian package"))
                .name();
    Path placeholder = site.resolve(name.replaceAll("[-_.]+", "_") + "-" + version + ".dist-info");
    write(placeholder.resolve("METADATA"), metadata(name, version));
    write(placeholder.resolve(INSTALLER), DEBIAN);
    write(placeholder.resolve("RECORD"), "");
    taken.add(new Taken(name, version, placeholder, Relation.atLeast(owner, upstream(owner))));
  }

  private static String metadata(String name, String version) {
    return "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n";
  }

  private String upstream(PackageName owner) {
    Command query =
        new Command(
            List.of("dpkg-query", "--show", "--showformat=${Version}\n", owner.value()),
            Path.of("/"),
            Map.of());
    return query(query).get(0).replaceFirst("-[^-]*$", "");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(Trees.parent(file));
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Returns lines of a constraints file that hold pip to Debian's versions. */
  List<String> constraints() {
    return taken.stream().map(one -> one.name() + "==" + one.version()).toList();
  }

  /** Removes the metadata again and returns the relations that stand for it. */
  List<Relation> finish() {
    List<Relation> relations = new ArrayList<>();
    for (Taken one : taken) {
      if (!read(one.placeholder().resolve(INSTALLER)).equals(DEBIAN)) {
        throw new EngineException(
            ExitCode.PACKAGING,
            "pip has installed '" + one.name() + "' although it is to come from Debian",
            "drop --upgrade, --force-reinstall and the like from --extra-pip-arg, or drop"
                + " --system-package="
                + one.name());
      }
      Trees.delete(one.placeholder());
      relations.add(one.relation());
    }
    return relations;
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          : "";
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Lets the virtualenv see the system's site-packages (PEP 405). */
  static void show(Path virtualenv) {
    Path configuration = virtualenv.resolve("pyvenv.cfg");
    write(
        configuration,
        read(configuration)
            .replaceFirst(
                "(?m)^include-system-site-packages\\s*=.*$",
                "include-system-site-packages = true"));
  }
}
