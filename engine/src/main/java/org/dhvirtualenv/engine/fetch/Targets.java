package org.dhvirtualenv.engine.fetch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.pip.ForeignPython;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.CommandRunner;

/**
 * For which interpreters archives are wanted: versions of Python on architectures, each written
 * {@code 3.11 amd64}.
 *
 * @param versions those that were asked for; empty for that of the interpreter at hand
 * @param architectures likewise
 * @param known whole targets, which count if neither versions nor architectures were asked for
 * @param own the architecture of this machine
 */
public record Targets(
    List<String> versions, List<String> architectures, List<String> known, String own) {
  /** The oldest C library of a Debian release that has a suitable pip, in case nobody says. */
  private static final int LIBRARY = 36;

  private static final Pattern GLIBC = Pattern.compile("glibc 2\\.(\\d+).*");

  /** Copies the lists. */
  public Targets {
    versions = List.copyOf(versions);
    architectures = List.copyOf(architectures);
    known = List.copyOf(known);
  }

  /** Returns what {@code interpreter} is called. */
  public String of(Interpreter interpreter) {
    return interpreter.version() + " " + own;
  }

  /** Returns all that are wanted if {@code interpreter} runs pip, which is always among them. */
  public Set<String> all(Interpreter interpreter) {
    Set<String> all = new TreeSet<>();
    all.add(of(interpreter));
    if (versions.isEmpty() && architectures.isEmpty()) {
      all.addAll(known);
      return all;
    }
    for (String version : versions.isEmpty() ? List.of(interpreter.version()) : versions) {
      for (String architecture : architectures.isEmpty() ? List.of(own) : architectures) {
        all.add(version + " " + architecture);
      }
    }
    return all;
  }

  /**
   * Returns those besides {@code interpreter}; wheels for them may want no newer C library than
   * that has.
   */
  public List<ForeignPython> others(Interpreter interpreter, CommandRunner runner) {
    List<ForeignPython> others = new ArrayList<>();
    int library = -1;
    for (String target : all(interpreter)) {
      if (!target.equals(of(interpreter))) {
        library = library < 0 ? library(interpreter, runner) : library;
        String[] words = target.split(" ", 2);
        others.add(new ForeignPython(words[0], words[words.length - 1], library));
      }
    }
    return others;
  }

  private static int library(Interpreter interpreter, CommandRunner runner) {
    String program = "import os; print(os.confstr('CS_GNU_LIBC_VERSION'))";
    List<String> words = List.of(interpreter.executable().toString(), "-I", "-c", program);
    return runner.query(new Command(words, Path.of("/"), Map.of())).output().stream()
        .map(GLIBC::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Integer.parseInt(matcher.group(1)))
        .findFirst()
        .orElse(LIBRARY);
  }
}
