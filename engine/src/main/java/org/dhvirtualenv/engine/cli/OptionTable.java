package org.dhvirtualenv.engine.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.files.Paragraphs;
import org.dhvirtualenv.engine.files.Resource;

/**
 * The options that a command has, from the table in which each stands once.
 *
 * <p>The table is a resource in deb822(5) format beside this class; its source is part of the Perl
 * modules, because their option tables and the manual pages come from it too. The fields are
 * explained in its head.
 */
final class OptionTable {
  private static final String RESOURCE = "options";
  private static final String OBEYED = "obeyed";

  /**
   * One option.
   *
   * @param name the long name without dashes
   * @param names all names as they stand on a command line
   * @param argument placeholder of its value; empty for a flag
   * @param values the only values that it may have; empty if all are good
   * @param fallback its value if it is not given; empty if there is none
   * @param repeatable whether it may be given several times
   * @param commas whether one value may hold several, separated by commas
   * @param internal whether only our Perl commands give it
   * @param help one line
   */
  record Entry(
      String name,
      List<String> names,
      String argument,
      List<String> values,
      String fallback,
      boolean repeatable,
      boolean commas,
      boolean internal,
      String help) {}

  private OptionTable() {}

  /**
   * Returns the options of {@code command}, in the order of the table, without those that the Perl
   * commands accept for the sake of old rules files only.
   */
  static List<Entry> of(String command) {
    List<Entry> entries = new ArrayList<>();
    for (Map<String, String> fields : Paragraphs.of(Resource.text(OptionTable.class, RESOURCE))) {
      boolean alive = fields.getOrDefault("Compatibility", OBEYED).startsWith(OBEYED);
      if (alive && words(fields.getOrDefault("Command", "")).contains(command)) {
        entries.add(entry(fields));
      }
    }
    return entries;
  }

  private static Entry entry(Map<String, String> fields) {
    String name = fields.getOrDefault("Option", "");
    String option = "--" + name;
    String initial = fields.get("Short");
    return new Entry(
        name,
        initial == null ? List.of(option) : List.of("-" + initial, option),
        fields.getOrDefault("Argument", ""),
        words(fields.getOrDefault("Values", "")),
        fields.getOrDefault("Default", ""),
        fields.containsKey("Repeatable"),
        fields.containsKey("Separator"),
        fields.containsKey("Internal"),
        fields.getOrDefault("Help", ""));
  }

  private static List<String> words(String value) {
    return value.isEmpty() ? List.of() : Arrays.asList(value.split(" "));
  }
}
