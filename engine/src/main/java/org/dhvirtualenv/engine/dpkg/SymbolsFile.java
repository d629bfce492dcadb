package org.dhvirtualenv.engine.dpkg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A package's symbols control file, as installed: plain symbols, no patterns (deb-symbols(5)).
 *
 * <p>Read without regular expressions, since a C++ library's file has tens of thousands of lines.
 */
public final class SymbolsFile {
  private static final String[] GONE = {"#MISSING: ", "#DEPRECATED: "};

  private final Map<String, LibrarySymbols> libraries = new HashMap<>();
  private final Map<String, DebianVersion> versions = new HashMap<>();

  /** Reads {@code file}, which describes one or more libraries. */
  public SymbolsFile(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      Optional<LibrarySymbols> current = Optional.empty();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        current = read(line, current);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<LibrarySymbols> read(String line, Optional<LibrarySymbols> current) {
    if (line.isBlank()) {
      return current;
    }
    char first = line.charAt(0);
    if (first == ' ' || first == '\t') {
      current.ifPresent(library -> addSymbol(library, line, 0, false));
    } else if (first == '#') {
      int start = endOfGone(line);
      if (start > 0) {
        current.ifPresent(library -> addSymbol(library, line, start, true));
      }
    } else if (first == '|') {
      current.ifPresent(library -> library.templates().add(line.substring(1).trim()));
    } else if (first == '*') {
      int colon = line.indexOf(':');
      if (colon > 0) {
        current.ifPresent(
            library ->
                library
                    .fields()
                    .put(line.substring(1, colon).trim(), line.substring(colon + 1).trim()));
      }
    } else {
      return Optional.of(addLibrary(line));
    }
    return current;
  }

  private LibrarySymbols addLibrary(String line) {
    int space = endOfWord(line, 0);
    List<String> templates = new ArrayList<>(List.of(line.substring(space).trim()));
    LibrarySymbols library = new LibrarySymbols(templates, new HashMap<>(), new HashMap<>());
    libraries.put(line.substring(0, space), library);
    return library;
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
  private void addSymbol(LibrarySymbols library, String line, int from, boolean gone) {
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
    String rest = line.substring(versionEnd).trim();
    int template =
        rest.isEmpty() || !Character.isDigit(rest.charAt(0)) ? 0 : Integer.parseInt(rest);
    DebianVersion version =
        versions.computeIfAbsent(line.substring(versionStart, versionEnd), DebianVersion::new);
    library.symbols().put(name, new LibrarySymbols.Symbol(version, template, gone));
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
  public Optional<LibrarySymbols> library(String soname) {
    return Optional.ofNullable(libraries.get(soname));
  }
}
