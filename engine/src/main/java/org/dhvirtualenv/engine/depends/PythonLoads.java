package org.dhvirtualenv.engine.depends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.files.Trees;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.phase.StagedTree;
import org.dhvirtualenv.engine.phase.Strength;

/**
 * Finds libraries that Python code loads through ctypes by a literal name.
 *
 * <p>Only literals count: {@code find_library("magic")}, {@code CDLL("libmagic.so.1")}, {@code
 * cdll.LoadLibrary("libmagic.so.1")}. What a program computes is beyond a scan.
 */
final class PythonLoads {
  private static final Pattern CALL =
      Pattern.compile(
          "\\bfind_library\\(\\s*[\"']([A-Za-z0-9_+.-]+)[\"']"
              + "|\\b(?:CDLL|PyDLL|LoadLibrary)\\(\\s*[\"'](lib[A-Za-z0-9_+.-]+\\.so(?:\\.[0-9.]+)?)[\"']");

  private PythonLoads() {}

  /** Returns a load for each file and name, to be acted upon with {@code strength}. */
  static List<RuntimeLoad> in(StagedTree tree, Strength strength) {
    List<RuntimeLoad> loads = new ArrayList<>();
    for (InstallPath virtualenv : tree.virtualenvs()) {
      for (Path file : Trees.regularFiles(tree.staging().locate(virtualenv))) {
        if (String.valueOf(file.getFileName()).endsWith(".py")) {
          for (String name : names(file)) {
            loads.add(new RuntimeLoad(file, List.of(name), strength));
          }
        }
      }
    }
    return loads;
  }

  private static Set<String> names(Path file) {
    Set<String> names = new LinkedHashSet<>();
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (text.contains("find_library") || text.contains("CDLL") || text.contains("LoadLibrary")) {
        Matcher call = CALL.matcher(text);
        while (call.find()) {
          names.add(call.group(1) == null ? call.group(2) : call.group(1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
