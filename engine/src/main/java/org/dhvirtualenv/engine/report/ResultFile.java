package org.dhvirtualenv.engine.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.files.Paragraphs;

/**
 * Paragraphs in deb822(5) format, fields sorted by name, that the Perl commands read.
 *
 * <p>It appears whole or not at all: it is written beside its place and then renamed. A field
 * without a value is left out; values have one line.
 */
public final class ResultFile {
  private final Path file;
  private final List<Map<String, String>> paragraphs = new ArrayList<>();

  /** Reads {@code file}, which need not exist. */
  public ResultFile(Path file) {
    this.file = file;
    if (!Files.exists(file)) {
      return;
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      Paragraphs.of(text).forEach(fields -> paragraphs.add(new TreeMap<>(fields)));
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  /** Removes the paragraphs in which {@code field} has {@code value}; returns whether any had. */
  public boolean remove(String field, String value) {
    boolean removed = paragraphs.removeIf(fields -> value.equals(fields.get(field)));
    if (removed) {
      save();
    }
    return removed;
  }

  /**
   * Returns the value of {@code name} in the paragraph in which {@code field} has {@code value}.
   */
  public Optional<String> value(String field, String value, String name) {
    return paragraphs.stream()
        .filter(fields -> value.equals(fields.get(field)))
        .map(fields -> fields.getOrDefault(name, ""))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** Adds a paragraph. */
  public void add(Map<String, String> fields) {
    paragraphs.add(new TreeMap<>(fields));
    save();
  }

  private void save() {
    String text = paragraphs.stream().map(ResultFile::format).collect(Collectors.joining("\n"));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  private static String format(Map<String, String> fields) {
    return fields.entrySet().stream()
        .filter(field -> !field.getValue().isEmpty())
        .map(field -> field.getKey() + ": " + field.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
