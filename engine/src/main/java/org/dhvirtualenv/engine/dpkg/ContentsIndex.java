package org.dhvirtualenv.engine.dpkg;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * Asks apt-file(1) which packages of the archive have libraries where the loader finds them; it
 * knows only if it is installed and its index is there.
 */
public final class ContentsIndex {
  private static final String DIRECTORIES = "^/(usr/)?lib/([^/]+/)?";
  private static final Pattern FOUND = Pattern.compile("([a-z0-9][a-z0-9+.-]+): /.*/([^/]+)");

  private final CommandRunner runner;

  /** Creates an index that runs apt-file through {@code runner}. */
  public ContentsIndex(CommandRunner runner) {
    this.runner = runner;
  }

  /**
   * Returns for each of {@code libraries} that apt-file knows a package with it. All are asked for
   * in one call, since each call reads the whole index.
   */
  public Map<Soname, PackageName> packagesWith(Collection<Soname> libraries) {
    String names =
        libraries.stream()
            .map(soname -> soname.value().replaceAll("[^A-Za-z0-9_/-]", "\\\\$0"))
            .collect(Collectors.joining("|", "(", ")$"));
    Command command =
        new Command(
            List.of("apt-file", "--regexp", "search", "--", DIRECTORIES + names),
            Path.of("/"),
            Map.of());
    Map<Soname, PackageName> packages = new TreeMap<>();
    try {
      for (String line : runner.query(command).output()) {
        Matcher found = FOUND.matcher(line);
        if (found.matches()) {
          packages.putIfAbsent(new Soname(found.group(2)), new PackageName(found.group(1)));
        }
      }
    } catch (EngineException e) {
      return Map.of(); // apt-file is not installed
    }
    return packages;
  }
}
