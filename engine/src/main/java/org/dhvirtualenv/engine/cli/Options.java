package org.dhvirtualenv.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a command was given: options by their names in the {@link OptionTable}, operands by their
 * labels.
 *
 * <p>A value is taken as it is, whatever it looks like: {@code --extra-pip-arg=--help} is no call
 * for help. To ask for a name that the command does not have is a bug.
 */
final class Options {
  private final String command;
  private final String description;
  private final Map<String, OptionTable.Entry> entries = new LinkedHashMap<>();
  private final Map<String, ArgSpec> arguments = new LinkedHashMap<>();
  private int operands;

  /**
   * Creates the options of {@code command}.
   *
   * @param owner the command's name in the option table
   * @param description what the command does, for its help
   */
  Options(String command, String owner, String description) {
    this.command = command;
    this.description = description;
    for (OptionTable.Entry entry : OptionTable.of(owner)) {
      entries.put(entry.name(), entry);
      arguments.put(entry.name(), option(entry));
    }
  }

  /** Adds the next operand, which must be given. */
  Options operand(String label, String help) {
    return operand(label, help, Integer.toString(operands++), "1");
  }

  /** Adds an operand that takes all that follow, at least one. */
  Options operands(String label, String help) {
    return operand(label, help, operands++ + "..*", "1..*");
  }

  private Options operand(String label, String help, String index, String arity) {
    arguments.put(
        label,
        PositionalParamSpec.builder()
            .index(index)
            .arity(arity)
            .paramLabel(label)
            .description(help)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    return this;
  }

  /** Returns the command for picocli, which calls {@code action} when all is read. */
  CommandSpec bind(Callable<Integer> action) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(action).name(command);
    spec.usageMessage().description(description);
    spec.interpolateVariables(false);
    arguments.values().forEach(spec::add);
    spec.add(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("show this help and exit")
            .build());
    return spec;
  }

  private static OptionSpec option(OptionTable.Entry entry) {
    OptionSpec.Builder option =
        OptionSpec.builder(entry.names().toArray(new String[0])).hidden(entry.internal());
    if (entry.argument().isEmpty()) {
      return option.arity("0").type(boolean.class).description(entry.help()).build();
    }
    String fallback = entry.fallback().isEmpty() ? "" : " (default: " + entry.fallback() + ")";
    return option
        .arity("1")
        .paramLabel(entry.argument())
        .description(entry.help() + fallback)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .parameterConsumer(new Value(entry))
        .build();
  }

  /** Returns whether the flag {@code name} was given. */
  boolean flag(String name) {
    return Boolean.TRUE.equals(argument(name).getValue());
  }

  /** Returns the last value of the option {@code name}, or its default if it has one. */
  Optional<String> value(String name) {
    List<String> values = list(name);
    if (!values.isEmpty()) {
      return Optional.of(values.get(values.size() - 1));
    }
    OptionTable.Entry entry = entries.get(name);
    return Optional.ofNullable(entry)
        .map(OptionTable.Entry::fallback)
        .filter(text -> !text.isEmpty());
  }

  /** Returns the value of an operand, or of an option that has a default. */
  String text(String name) {
    return value(name).orElseThrow(() -> new IllegalArgumentException(name + " has no value"));
  }

  /** Returns all values of an option or operand, in the order in which they were given. */
  List<String> list(String name) {
    List<String> values = argument(name).getValue();
    return values == null ? List.of() : List.copyOf(values);
  }

  private ArgSpec argument(String name) {
    ArgSpec argument = arguments.get(name);
    if (argument == null) {
      throw new IllegalArgumentException(command + " has no option " + name);
    }
    return argument;
  }

  /**
   * Takes the next word as a value, even if it is the name of an option or two dashes.
   *
   * <p>No record: picocli asks for its hash code, and that of a record is linked when it is asked
   * for, which takes as long as all the rest of reading the command line.
   */
  private static final class Value implements IParameterConsumer {
    private final OptionTable.Entry entry;

    Value(OptionTable.Entry entry) {
      this.entry = entry;
    }

    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
      if (words.isEmpty()) {
        throw wrong(command, "option '--" + entry.name() + "' needs a value: " + entry.argument());
      }
      List<String> before = option.getValue();
      List<String> values = new ArrayList<>(before == null ? List.of() : before);
      String word = words.pop();
      for (String value : entry.commas() ? word.split(",", -1) : new String[] {word}) {
        values.add(entry.commas() ? value.trim() : value);
        if (!entry.values().isEmpty() && !entry.values().contains(value)) {
          String allowed = String.join(", ", entry.values());
          throw wrong(command, "--" + entry.name() + "='" + value + "' is none of " + allowed);
        }
      }
      option.setValue(values);
    }

    private static ParameterException wrong(CommandSpec command, String what) {
      return new ParameterException(command.commandLine(), what);
    }
  }
}
