package org.dhvirtualenv.engine.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhvirtualenv.engine.model.StagingRoot;

/**
 * Which of the project's scripts become commands in the target's PATH.
 *
 * @param scripts globs of names; empty for none
 * @param others the other binary packages of the source package, by name
 */
public record CommandLinks(List<String> scripts, Map<String, StagingRoot> others) {
  /** No links. */
  public static final CommandLinks NONE = new CommandLinks(List.of(), Map.of());

  /** Copies list and map. */
  public CommandLinks {
    scripts = List.copyOf(scripts);
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }
}
