package org.dhvirtualenv.engine.dpkg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.model.InstalledPackage;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandResult;
import org.dhvirtualenv.engine.process.CommandRunner;
import org.dhvirtualenv.engine.process.ToolFailure;

/** Finds the installed binary packages that own files of the build machine. */
public final class PackageOwners {
  /** {@code package[:arch][, package...]: /path}; diversion lines begin otherwise. */
  private static final Pattern FOUND = Pattern.compile("([-a-z0-9+.:, ]+): (/.*)");

  /** The status if dpkg does not know some of the files (dpkg-query(1)). */
  private static final int SOME_UNKNOWN = 1;

  private static final String DIVERSION = "diversion by ";

  private final CommandRunner runner;

  /** Creates a finder that asks dpkg-query(1) through {@code runner}. */
  public PackageOwners(CommandRunner runner) {
    this.runner = runner;
  }

  /**
   * Returns for each of {@code files} that dpkg knows its packages.
   *
   * <p>All files are asked for in one call, since each call reads the whole database.
   */
  public Map<Path, List<InstalledPackage>> of(Collection<Path> files) {
    if (files.isEmpty()) {
      return Map.of();
    }
    List<String> arguments = new ArrayList<>(List.of("dpkg-query", "--search", "--"));
    files.forEach(file -> arguments.add(escape(file.toString())));
    Command command = new Command(arguments, Path.of("/"), Map.of("LC_ALL", "C.UTF-8"));
    CommandResult result = runner.query(command);
    if (result.status() > SOME_UNKNOWN) {
      throw ToolFailure.of(
          "dpkg cannot tell which packages own the libraries",
          new Command(List.of("dpkg-query", "--search"), Path.of("/"), Map.of()),
          result,
          "run 'dpkg-query --search /bin/sh' and 'dpkg --audit', which say what is wrong with its"
              + " database");
    }
    Map<Path, List<InstalledPackage>> owners = new HashMap<>();
    for (String line : result.output()) {
      Matcher matcher = FOUND.matcher(line);
      if (!line.startsWith(DIVERSION) && !line.startsWith("local diversion") && matcher.matches()) {
        owners.put(
            Path.of(matcher.group(2)),
            Arrays.stream(matcher.group(1).split(", ")).map(InstalledPackage::parse).toList());
      }
    }
    return owners;
  }

  /**
   * Returns whether {@code name} is installed and owns {@code file}, in a tenth of the time of
   * {@link #of}, since only the list of that package is read.
   */
  public boolean owns(PackageName name, Path file) {
    List<String> question = List.of("dpkg-query", "--listfiles", name.value());
    CommandResult result = runner.query(new Command(question, Path.of("/"), Map.of()));
    return result.succeeded() && result.output().contains(file.toString());
  }

  /** Takes away the meaning that dpkg-query gives to the characters of glob(7). */
  private static String escape(String path) {
    return path.replaceAll("([\\\\*?\\[])", "\\\\$1");
  }
}
