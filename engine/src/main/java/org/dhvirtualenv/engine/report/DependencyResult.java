package org.dhvirtualenv.engine.report;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.model.PackageName;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.relation.Dependencies;

/** Writes dependencies for dh_virtualenv_shlibdeps(1), which makes substvars of them. */
public final class DependencyResult {
  private static final String PACKAGE = "Package";

  private DependencyResult() {}

  /** Replaces the paragraph of the binary package {@code name} in the result file {@code file}. */
  public static void write(Path file, PackageName name, Dependencies dependencies) {
    Map<String, String> fields = new HashMap<>();
    fields.put(PACKAGE, name.value());
    dependencies
        .relations()
        .forEach(
            (strength, relations) ->
                fields.put(
                    strength.field(),
                    relations.stream().map(Relation::text).collect(Collectors.joining(", "))));
    ResultFile result = new ResultFile(file);
    result.remove(PACKAGE, name.value());
    result.add(fields);
  }
}
