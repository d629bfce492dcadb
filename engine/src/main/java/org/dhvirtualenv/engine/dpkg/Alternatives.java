package org.dhvirtualenv.engine.dpkg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.dhvirtualenv.engine.error.FileFailure;

/**
 * The links of update-alternatives(1), as they would be if fewer packages were installed.
 *
 * <p>A file of its database has the mode, names and links of a group, the master's first, and after
 * an empty line the alternatives: path, priority and a path for each slave link.
 */
public final class Alternatives {
  private static final String DIRECTORY = "/etc/alternatives/";

  private final Path database;

  /** Creates a view of the directory {@code database} of dpkg. */
  public Alternatives(Path database) {
    this.database = database;
  }

  private record Choice(int priority, List<String> paths) {}

  /**
   * Returns all links and what they point to if only files for which {@code there} holds can be
   * chosen: what is chosen here if it is one of them, or else the one with the highest priority.
   */
  public Map<String, String> links(Predicate<String> there) {
    Map<String, String> links = new LinkedHashMap<>();
    if (!Files.isDirectory(database)) {
      return links;
    }
    try (DirectoryStream<Path> groups = Files.newDirectoryStream(database)) {
      for (Path group : groups) {
        List<String> lines =
            new String(Files.readAllBytes(group), StandardCharsets.UTF_8).lines().toList();
        add(group.getFileName().toString(), lines, there, links);
      }
    } catch (IOException e) {
      throw FileFailure.of(database, e);
    }
    return links;
  }

  private static void add(
      String group, List<String> lines, Predicate<String> there, Map<String, String> links)
      throws IOException {
    int end = lines.indexOf("");
    if (end < 2) {
      return; // no alternative is left
    }
    List<String> names = new ArrayList<>(List.of(group));
    List<String> places = new ArrayList<>(List.of(lines.get(1)));
    for (int i = 2; i + 1 < end; i += 2) {
      names.add(lines.get(i));
      places.add(lines.get(i + 1));
    }
    List<Choice> choices = new ArrayList<>();
    int size = names.size() + 1;
    for (int i = end + 1; i + size <= lines.size() && !lines.get(i).isEmpty(); i += size) {
      List<String> paths = new ArrayList<>(List.of(lines.get(i)));
      paths.addAll(lines.subList(i + 2, i + size));
      choices.add(new Choice(Integer.parseInt(lines.get(i + 1)), paths));
    }
    String current = target(Path.of(DIRECTORY + group));
    Optional<Choice> chosen =
        choices.stream()
            .filter(choice -> there.test(choice.paths().get(0)))
            .max(
                Comparator.comparing((Choice choice) -> choice.paths().get(0).equals(current))
                    .thenComparing(Choice::priority));
    chosen.ifPresent(
        choice -> {
          for (int i = 0; i < names.size(); i++) {
            if (there.test(choice.paths().get(i))) {
              links.put(DIRECTORY + names.get(i), choice.paths().get(i));
              links.put(places.get(i), DIRECTORY + names.get(i));
            }
          }
        });
  }

  private static String target(Path link) throws IOException {
    return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
  }
}
