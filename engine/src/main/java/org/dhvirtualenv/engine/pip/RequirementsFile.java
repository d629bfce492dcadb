package org.dhvirtualenv.engine.pip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dhvirtualenv.engine.error.EngineException;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Trees;

/**
 * A requirements or constraints file, of which pip reads the requirements and we the rest.
 *
 * @param path where it is
 * @param lines its lines, continued ones joined, without comments
 */
record RequirementsFile(Path path, List<String> lines) {
  private static final Pattern INCLUDES =
      Pattern.compile("(?:-r|-c|--requirement|--constraint)(?:[ =].*|[^-].*)");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

  /** Returns those that {@code arguments} name and those that they include; remote ones are not. */
  static List<RequirementsFile> of(PipArguments arguments, Path directory) {
    Map<Path, RequirementsFile> found = new LinkedHashMap<>();
    List<String> named = new ArrayList<>(arguments.values("--requirement"));
    named.addAll(arguments.values("--constraint"));
    named.forEach(name -> add(directory.resolve(name).normalize(), found));
    return List.copyOf(found.values());
  }

  private static void add(Path path, Map<Path, RequirementsFile> found) {
    if (found.containsKey(path) || !Files.isRegularFile(path)) {
      return; // if pip wants it, pip will miss it
    }
    RequirementsFile file = read(path);
    found.put(path, file);
    for (String line : file.lines()) {
      if (INCLUDES.matcher(line).matches()) {
        String name = line.replaceFirst("^(?:-r|-c|--requirement|--constraint)[ =]?\\s*", "");
        if (!name.contains("://")) {
          add(Trees.parent(path).resolve(name.trim()).normalize(), found);
        }
      }
    }
  }

  private static RequirementsFile read(Path path) {
    try {
      String text =
          Files.readString(path, StandardCharsets.ISO_8859_1).replaceAll("\\\\\\r?\\n", " ");
      return new RequirementsFile(
          path,
          text.lines()
              .map(line -> COMMENT.matcher(line).replaceFirst("").trim())
              .filter(line -> !line.isEmpty())
              .toList());
    } catch (IOException e) {
      throw FileFailure.of(path, e);
    }
  }

  /** Returns the options that count for all that the file names, such as {@code --index-url}. */
  PipArguments options() {
    List<String> words = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("-") && !line.startsWith("-e") && !line.startsWith("--editable")) {
        words.addAll(List.of(line.split("\\s+")));
      }
    }
    Path directory = Trees.parent(path);
    try {
      return PipArguments.of(words, directory).general();
    } catch (EngineException e) {
      return PipArguments.of(List.of(), directory); // pip will say what is wrong with it
    }
  }
}
