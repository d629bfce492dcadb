package org.dhvirtualenv.engine.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.install.InstalledVirtualenv;
import org.dhvirtualenv.engine.model.Glob;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.plan.CommandLinks;
import org.dhvirtualenv.engine.plan.Target;

/**
 * Links in the target's {@code /usr/bin} to scripts of the project.
 *
 * <p>They are relative, so that they lead to the staged virtualenv as well; dh_link(1) makes those
 * absolute that leave their top-level directory (Debian Policy 10.5). Nothing that is there is
 * replaced.
 */
public final class ScriptLinks {
  private static final InstallPath COMMANDS = InstallPath.of("/usr/bin");

  private final Target target;
  private final CommandLinks wanted;
  private final Map<Path, Path> links = new TreeMap<>();

  private ScriptLinks(Target target, CommandLinks wanted) {
    this.target = target;
    this.wanted = wanted;
  }

  /**
   * Returns the links that are wanted, none of them made yet.
   *
   * @param findings is told of commands that another package or another file has already, and of
   *     patterns without a script
   */
  public static ScriptLinks of(InstalledVirtualenv installed, Findings findings) {
    CommandLinks wanted = installed.plan().links();
    ScriptLinks links = new ScriptLinks(installed.plan().target(), wanted);
    for (String glob : wanted.scripts()) {
      List<String> names = installed.scripts().stream().filter(pattern(glob)::matches).toList();
      names.forEach(name -> links.add(name, findings));
      if (names.isEmpty()) {
        findings.add(
            Finding.warning(
                glob, "no script of the project matches '" + glob + "'", hint(installed)));
      }
    }
    return links;
  }

  private static Glob pattern(String text) {
    Glob glob = new Glob(text);
    glob.defect()
        .ifPresent(
            defect -> {
              throw new EngineException(
                  ExitCode.COMMAND_LINE,
                  "'" + text + "' is no pattern: " + defect,
                  "give --link-scripts a name, perhaps with * or ? in it");
            });
    return glob;
  }

  private static String hint(InstalledVirtualenv installed) {
    return installed.scripts().isEmpty()
        ? "add [project.scripts] to pyproject.toml, or drop --link-scripts"
        : "it has " + String.join(", ", installed.scripts());
  }

  private void add(String name, Findings findings) {
    Path link = target.staging().locate(COMMANDS.resolve(name));
    Path script = target.staged().resolve("bin").resolve(name);
    links.put(link, link.resolveSibling(".").normalize().relativize(script));
    List<String> rivals = new ArrayList<>();
    if (present(link) && !leads(link, script)) {
      rivals.add(
          "'" + target.staging().installed(link) + "', which " + target.name() + " has already");
    }
    wanted
        .others()
        .forEach(
            (other, staging) -> {
              if (present(staging.locate(COMMANDS.resolve(name)))) {
                rivals.add("'" + COMMANDS.resolve(name) + "' of " + other);
              }
            });
    for (String rival : rivals) {
      findings.add(
          Finding.error(
              name,
              "the script '"
                  + target.place().resolve("bin/" + name)
                  + "' of "
                  + target.name()
                  + " clashes with "
                  + rival,
              "name the scripts to link with --link-scripts=GLOB, or drop the other file"));
    }
  }

  private static boolean present(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns whether {@code link} is one to {@code script}, relative or as on the target. */
  private boolean leads(Path link, Path script) {
    return destination(link)
        .map(
            to ->
                to.isAbsolute()
                    ? to.equals(target.staging().installed(script).onTarget())
                    : link.resolveSibling(to).normalize().equals(script))
        .orElse(false);
  }

  private static Optional<Path> destination(Path link) {
    try {
      return Files.isSymbolicLink(link)
          ? Optional.of(Files.readSymbolicLink(link))
          : Optional.empty();
    } catch (IOException e) {
      throw FileFailure.of(link, e);
    }
  }

  /** Makes those links that are not there. */
  public void make() {
    links.forEach(
        (link, to) -> {
          if (!present(link)) {
            make(link, to);
          }
        });
  }

  private static void make(Path link, Path to) {
    try {
      Files.createDirectories(link.resolveSibling("."));
      Files.createSymbolicLink(link, to);
    } catch (IOException e) {
      throw FileFailure.of(link, e);
    }
  }
}
