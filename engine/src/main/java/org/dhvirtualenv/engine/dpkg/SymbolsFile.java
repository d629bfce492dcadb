package org.dhvirtualenv.engine.dpkg;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhvirtualenv.engine.error.FileFailure;
import org.dhvirtualenv.engine.model.DebianVersion;
import org.dhvirtualenv.engine.model.Soname;
import org.dhvirtualenv.engine.relation.LibrarySymbols;
import org.dhvirtualenv.engine.relation.LibrarySymbols.Symbol;
import org.dhvirtualenv.engine.relation.Template;

/**
 * A package's symbols control file, as installed: plain symbols, no patterns (deb-symbols(5)).
 *
 * <p>Read without regular expressions, since a C++ library's file has tens of thousands of lines.
 */
public final class SymbolsFile {
  private static final String[] GONE = {"#MISSING: ", "#DEPRECATED: "};

  /** What has been read of a library so far. */
  private record Section(
      List<List<Template>> templates, Map<String, String> fields, Map<String, Symbol> symbols) {
    LibrarySymbols library() {
      String packages =
          fields.getOrDefault(
              "Build-Depends-Packages", fields.getOrDefault("Build-Depends-Package", ""));
      List<String> names =
          Arrays.stream(packages.split("[,\\s]+")).filter(name -> !name.isEmpty()).toList();
      return new LibrarySymbols(templates, names, symbols);
    }
  }

  private final Map<Soname, LibrarySymbols> libraries = new HashMap<>();
  private final Map<String, DebianVersion> versions = new HashMap<>();

  /** Reads {@code file}, which describes one or more libraries. */
  public SymbolsFile(Path file) {
    Map<Soname, Section> sections = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      Optional<Section> current = Optional.empty();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (begins(line)) {
          int space = endOfWord(line, 0);
          Section section = new Section(new ArrayList<>(), new HashMap<>(), new HashMap<>());
          section.templates().add(Template.parse(line.substring(space)));
          sections.put(new Soname(line.substring(0, space)), section);
          current = Optional.of(section);
        } else if (current.isPresent()) {
          read(line, current.get());
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
    sections.forEach((soname, section) -> libraries.put(soname, section.library()));
  }

  private static boolean begins(String line) {
    return !line.isBlank() && " \t#|*".indexOf(line.charAt(0)) < 0;
  }

  private void read(String line, Section section) {
    if (line.isBlank()) {
      return;
    }
    switch (line.charAt(0)) {
      case '#' -> {
        int start = endOfGone(line);
        if (start > 0) {
          addSymbol(section, line, start, true);
        }
      }
      case '|' -> section.templates().add(Template.parse(line.substring(1)));
      case '*' -> {
        int colon = line.indexOf(':');
        if (colon > 0) {
          section.fields().put(line.substring(1, colon).strip(), line.substring(colon + 1).strip());
        }
      }
      default -> addSymbol(section, line, 0, false);
    }
  }

  /** Returns where the symbol begins in the line of a missing one; 0 if it is a comment. */
  private static int endOfGone(String line) {
    for (String prefix : GONE) {
      if (line.startsWith(prefix)) {
        return line.indexOf('#', prefix.length()) + 1;
      }
    }
    return 0;
  }

  /** Adds {@code name version [template]}; the name is in quotes if it has a space. */
  private void addSymbol(Section section, String line, int from, boolean gone) {
    int start = startOfWord(line, from);
    int end;
    String name;
    if (start < line.length() && line.charAt(start) == '"') {
      end = line.indexOf('"', start + 1) + 1;
      name = end > 0 ? line.substring(start + 1, end - 1) : "";
    } else {
      end = endOfWord(line, start);
      name = line.substring(start, end);
    }
    int versionStart = startOfWord(line, Math.max(end, start));
    int versionEnd = endOfWord(line, versionStart);
    if (name.isEmpty() || versionStart == versionEnd) {
      return;
    }
    String rest = line.substring(versionEnd).strip();
    int template =
        rest.isEmpty() || !Character.isDigit(rest.charAt(0)) ? 0 : Integer.parseInt(rest);
    DebianVersion version =
        versions.computeIfAbsent(line.substring(versionStart, versionEnd), DebianVersion::new);
    section.symbols().put(name, new Symbol(version, template, gone));
  }

  private static int startOfWord(String line, int from) {
    int at = from;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfWord(String line, int from) {
    int at = from;
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns what the file says of {@code soname}. */
  public Optional<LibrarySymbols> library(Soname soname) {
    return Optional.ofNullable(libraries.get(soname));
  }
}
