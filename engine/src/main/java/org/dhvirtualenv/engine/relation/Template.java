package org.dhvirtualenv.engine.relation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.Relation;

/**
 * A relation in which {@code #MINVER#} stands for the version that is needed at least
 * (deb-symbols(5)).
 *
 * @param text perhaps with alternatives, without a comma, such as {@code libc6 #MINVER#}
 */
public record Template(String text) {
  private static final String MINIMAL_VERSION = "#MINVER#";

  /** Returns the templates of {@code list}, which are separated by commas. */
  public static List<Template> parse(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(Template::new)
        .toList();
  }

  /** Returns whether it has room for a version, or a version of its own. */
  boolean versioned() {
    return text.contains(MINIMAL_VERSION) || text.contains("(");
  }

  /** Returns the relation that asks for {@code minimum}; version 0 is any version. */
  Relation at(Optional<DebianVersion> minimum) {
    String version =
        minimum
            .map(DebianVersion::text)
            .filter(known -> !known.equals("0"))
            .map(known -> "(>= " + known + ")")
            .orElse("");
    return new Relation(text.replace(MINIMAL_VERSION, version).replaceAll("\\s+", " ").strip());
  }

  // The methods of a record are put together at run time, which takes long for so many symbols.

  @Override
  public boolean equals(Object other) {
    return other instanceof Template template && text.equals(template.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
