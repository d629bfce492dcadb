package org.dhvirtualenv.engine.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.finish.FinishedVirtualenv;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.Relation;
import org.dhvirtualenv.engine.report.ResultFile;

/** The result file of the commands that make virtualenvs, a paragraph for each of them. */
final class BuildResult {
  private static final String VIRTUALENV = "Virtualenv";
  private static final String DEPENDS = "Depends";

  /** Says {@code none} of a virtualenv in which dh_virtualenv_shlibdeps has nothing to find. */
  private static final String NEEDS = "Needs";

  private final ResultFile file;
  private final String packageName;

  BuildResult(Path file, String packageName) {
    this.file = new ResultFile(file);
    this.packageName = packageName;
  }

  /** Forgets the virtualenv at {@code place}; returns whether there was one. */
  boolean remove(InstallPath place) {
    return file.remove(VIRTUALENV, place.toString());
  }

  /** Adds a virtualenv, or takes it in the place of an older one, whose relations it keeps. */
  void put(FinishedVirtualenv virtualenv) {
    String place = virtualenv.virtualenv().place().toString();
    Interpreter interpreter = virtualenv.virtualenv().interpreter();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Package", packageName);
    fields.put(VIRTUALENV, place);
    fields.put("Interpreter", interpreter.executable().toString());
    fields.put("Cache-Tag", interpreter.cacheTag());
    fields.put(
        DEPENDS,
        virtualenv.relations().isEmpty()
            ? file.value(VIRTUALENV, place, DEPENDS).orElse(joined(interpreter.relations()))
            : joined(virtualenv.relations()));
    if (virtualenv.needless()) {
      fields.put(NEEDS, "none");
    }
    file.remove(VIRTUALENV, place);
    file.add(fields);
  }

  private static String joined(List<Relation> relations) {
    return relations.stream().map(Relation::text).collect(Collectors.joining(", "));
  }
}
