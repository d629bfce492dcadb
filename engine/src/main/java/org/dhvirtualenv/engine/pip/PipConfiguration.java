package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * What the caller's variables and pip's configuration files say.
 *
 * @param used settings that count, each with the variable or file that has it
 * @param ignored settings and variables that do not
 * @param hashes whether {@code --require-hashes} is set
 * @param hosts those of indexes with credentials
 * @param cache pip's cache directory; empty if pip would not use one
 */
record PipConfiguration(
    List<String> used,
    List<String> ignored,
    boolean hashes,
    Set<String> hosts,
    Optional<Path> cache) {
  private static final Set<String> TRUE = Set.of("1", "true", "yes", "y", "t", "on");

  /** Asks a program that the interpreter runs isolated. */
  static PipConfiguration of(CommandRunner runner, PipSettings settings, PipArguments arguments) {
    Command command =
        new Command(
            List.of(
                settings.interpreter().toString(),
                "-I",
                "-Xpycache_prefix=" + settings.tool().pycache(),
                settings.tool().lister().toString()),
            settings.directory(),
            PipEnvironment.places(settings, arguments));
    List<String> used = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    boolean hashes = false;
    boolean cached = true;
    Optional<Path> cache = Optional.empty();
    for (String line : runner.query(command).output()) {
      String[] fields = line.split("\t", -1);
      boolean set = TRUE.contains(fields[3].toLowerCase(Locale.ROOT));
      switch (fields[0]) {
        case "cache" ->
            cache = Optional.of(fields[1]).filter(path -> !path.isEmpty()).map(Path::of);
        case "host" -> hosts.add(fields[1]);
        case "ignored" -> ignored.add(named(fields));
        default -> {
          used.add(named(fields));
          hashes |= set && fields[1].equals("require-hashes");
          cached &= !set || !fields[1].equals("no-cache-dir");
        }
      }
    }
    return new PipConfiguration(used, ignored, hashes, hosts, cached ? cache : Optional.empty());
  }

  private static String named(String[] fields) {
    return fields[1].equals(fields[2]) ? fields[1] : fields[1] + " (" + fields[2] + ")";
  }

  /** Returns whether there are constraints. */
  boolean constraints() {
    return used.stream().anyMatch(name -> name.split(" ")[0].equals("constraint"));
  }

  /** Returns whether back ends get an environment of their own (PEP 518). */
  boolean isolation() {
    return used.stream().noneMatch(name -> name.startsWith("no-build-isolation"));
  }

  /** Shows both lists. */
  void show(PipLog log) {
    if (log.verbose()) {
      log.say("pip's settings that count: " + list(used));
      log.say("settings that do not count here: " + list(ignored));
    }
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
