package org.dhvirtualenv.engine.pip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.ExitCode;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.pip.PipOption.Use;

/**
 * Raw arguments of {@code pip install}, sorted by the calls that they are for.
 *
 * <p>Read as optparse does: option and value in one word or in two, long names abbreviated, short
 * ones bundled; what follows {@code --} and what is no option is a requirement.
 */
public final class PipArguments {
  private record Given(PipOption option, String value) {
    String word() {
      return option.takesValue() ? option.name() + "=" + value : option.name();
    }
  }

  /** Values that pip still knows. */
  private static final Set<String> BARS = Set.of("on", "off", "auto", "raw");

  private final List<Given> options = new ArrayList<>();
  private final List<String> requirements = new ArrayList<>();

  private final Path base;

  private PipArguments(Path base) {
    this.base = base;
  }

  /**
   * Sorts {@code raw}.
   *
   * @param base the directory to which paths in options, not in requirements, refer
   * @throws EngineException if pip has no such option, or a value is missing
   */
  public static PipArguments of(List<String> raw, Path base) {
    PipArguments arguments = new PipArguments(base);
    Iterator<String> words = raw.iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("--")) {
        words.forEachRemaining(arguments.requirements::add);
      } else if (word.startsWith("--")) {
        arguments.addLong(word, words);
      } else if (word.startsWith("-") && word.length() > 1) {
        arguments.addShort(word, words);
      } else {
        arguments.requirements.add(word);
      }
    }
    return arguments;
  }

  private void addLong(String word, Iterator<String> more) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    PipOption option = PipOption.named(name).orElseGet(() -> abbreviated(name));
    if (!option.takesValue()) {
      options.add(new Given(option, ""));
    } else {
      add(option, equals < 0 ? next(name, more) : word.substring(equals + 1));
    }
  }

  private void addShort(String word, Iterator<String> more) {
    for (int at = 1; at < word.length(); at++) {
      String name = "-" + word.charAt(at);
      PipOption option = PipOption.named(name).orElseThrow(() -> unknown(name));
      if (option.takesValue()) {
        String rest = word.substring(at + 1);
        add(option, rest.isEmpty() ? next(name, more) : rest);
        return;
      }
      options.add(new Given(option, ""));
    }
  }

  private void add(PipOption option, String value) {
    boolean path = option.path() && !value.matches("(?:[A-Za-z][A-Za-z0-9+.-]*:|~).*");
    options.add(new Given(option, path ? base.resolve(value).toString() : value));
  }

  private static PipOption abbreviated(String name) {
    List<PipOption> found = PipOption.abbreviated(name);
    if (found.size() > 1) {
      throw new EngineException(
          ExitCode.COMMAND_LINE,
          "pip's option '" + name + "' is ambiguous",
          "write it in full: "
              + String.join(", ", found.stream().map(PipOption::name).sorted().toList()));
    }
    return found.stream().findFirst().orElseThrow(() -> unknown(name));
  }

  private static EngineException unknown(String name) {
    return new EngineException(
        ExitCode.COMMAND_LINE,
        "pip has no option '" + name + "'",
        name.matches("-\\S+\\s.*")
            ? "give option and value as --extra-pip-arg=--OPTION=VALUE"
            : "check --extra-pip-arg and --preinstall against the output of 'pip install --help'");
  }

  private static String next(String name, Iterator<String> more) {
    if (more.hasNext()) {
      return more.next();
    }
    throw new EngineException(
        ExitCode.COMMAND_LINE,
        "pip's option '" + name + "' needs a value",
        "give both in one argument, as in --extra-pip-arg=--find-links=DIR");
  }

  /** Returns whether back ends get an environment of their own (PEP 518), as is usual. */
  public boolean isolated() {
    return !has("--no-build-isolation");
  }

  /** Returns these arguments and then those of {@code others}. */
  PipArguments and(PipArguments others) {
    PipArguments both = new PipArguments(base);
    both.options.addAll(options);
    both.options.addAll(others.options);
    both.requirements.addAll(requirements);
    both.requirements.addAll(others.requirements);
    return both;
  }

  /** Returns these arguments and then the words {@code more}. */
  PipArguments and(List<String> more) {
    return and(of(more, base));
  }

  /** Returns what {@code pip install} gets, to resolve or to install. */
  List<String> forInstall() {
    List<String> words = words(Set.of(Use.RESOLVE, Use.EVERYWHERE));
    if (!requirements.isEmpty()) {
      words.add("--");
      words.addAll(requirements);
    }
    return words;
  }

  /** Returns what {@code pip wheel} gets besides that which is to be built. */
  List<String> forWheel() {
    return words(Set.of(Use.EVERYWHERE, Use.BUILD));
  }

  /** Returns what {@code pip download} gets besides that which is to be fetched. */
  List<String> forDownload() {
    return words(Set.of(Use.EVERYWHERE));
  }

  /** Returns what an installation by pip itself gets. */
  List<String> forPip() {
    List<String> words = words(Set.of(Use.PLACE));
    words.addAll(forInstall());
    return words;
  }

  private List<String> words(Set<Use> uses) {
    List<String> words = new ArrayList<>();
    for (Given given : options) {
      if (uses.contains(given.option().use())) {
        words.add(given.word());
      }
    }
    return words;
  }

  /** Returns the options that are variables, the values of repeated ones separated by blanks. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Given given : options) {
      if (given.option().use() == Use.ENVIRONMENT) {
        boolean list = given.option().name().startsWith("--extra-");
        variables.merge(given.option().variable(), given.value(), (a, b) -> list ? a + " " + b : b);
      }
    }
    return variables;
  }

  /** Returns no arguments. */
  PipArguments none() {
    return new PipArguments(base);
  }

  /** Returns these arguments without the option {@code name}. */
  PipArguments without(String name) {
    PipArguments rest = and(none());
    rest.options.removeIf(given -> given.option().names().contains(name));
    return rest;
  }

  /** Returns whether the option {@code name} is given. */
  boolean has(String name) {
    return options.stream().anyMatch(given -> given.option().names().contains(name));
  }

  /** Returns the values of the option {@code name}. */
  List<String> values(String name) {
    return options.stream()
        .filter(given -> given.option().names().contains(name))
        .map(Given::value)
        .toList();
  }

  /** Returns whether any of these is about what is to be installed. */
  boolean resolve() {
    return !requirements.isEmpty()
        || options.stream().anyMatch(given -> given.option().use() == Use.RESOLVE);
  }

  /** Returns those that are not about what is to be installed. */
  PipArguments general() {
    PipArguments rest = none();
    options.stream()
        .filter(given -> given.option().use() != Use.RESOLVE)
        .forEach(rest.options::add);
    return rest;
  }

  /** Returns how much more than usual pip is to print; negative for less. */
  int loudness() {
    int sum = 0;
    for (Given given : options) {
      if (given.option().use() == Use.LOUDNESS) {
        sum += given.option().names().contains("-v") ? 1 : -1;
      }
    }
    return sum;
  }

  /** Returns whether what is required besides is left out. */
  public boolean skipDependencies() {
    return has(Resolver.ALONE);
  }

  /** Returns whether only pip itself can do what these arguments ask for. */
  public boolean needPip() {
    return options.stream().anyMatch(given -> given.option().use() == Use.PLACE);
  }

  /** Says which arguments have no effect. */
  void report(Findings findings) {
    for (Given given : options) {
      boolean bar = given.option().name().equals("--progress-bar");
      if (given.option().use() == Use.OBSOLETE || (bar && !BARS.contains(given.value()))) {
        findings.add(
            Finding.warning(
                given.option().name(),
                "pip's option '" + given.word() + "' has no effect",
                "drop it from --extra-pip-arg or --preinstall"));
      }
    }
  }
}
