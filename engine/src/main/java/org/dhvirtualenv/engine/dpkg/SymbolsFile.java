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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A package's symbols control file, as installed: plain symbols, no patterns (deb-symbols(5)). */
public final class SymbolsFile {
  private static final Pattern SYMBOL =
      Pattern.compile(
          "(\\s+|#(?:DEPRECATED|MISSING): [^#]+#\\s*)(?:\"([^\"]+)\"|(\\S+))\\s+(\\S+)(?:\\s+(\\d+))?\\s*");
  private static final Pattern FIELD = Pattern.compile("\\*\\s*([^:]+):\\s*(.*\\S)\\s*");
  private static final Pattern LIBRARY = Pattern.compile("(\\S+)\\s+(.*)");

  private final Map<String, LibrarySymbols> libraries = new HashMap<>();

  /** Reads {@code file}, which describes one or more libraries. */
  public SymbolsFile(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      LibrarySymbols current = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        current = read(line, Optional.ofNullable(current)).orElse(current);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<LibrarySymbols> read(String line, Optional<LibrarySymbols> current) {
    Matcher symbol = SYMBOL.matcher(line);
    if (symbol.matches()) {
      current.ifPresent(library -> addSymbol(library, symbol));
      return Optional.empty();
    }
    if (line.isBlank() || line.startsWith("#")) {
      return Optional.empty();
    }
    if (line.startsWith("|")) {
      current.ifPresent(library -> library.templates().add(line.substring(1).trim()));
      return Optional.empty();
    }
    Matcher field = FIELD.matcher(line);
    if (field.matches()) {
      current.ifPresent(library -> library.fields().put(field.group(1), field.group(2)));
      return Optional.empty();
    }
    Matcher library = LIBRARY.matcher(line);
    if (!library.matches()) {
      return Optional.empty();
    }
    List<String> templates = new ArrayList<>(List.of(library.group(2)));
    LibrarySymbols found = new LibrarySymbols(templates, new HashMap<>(), new HashMap<>());
    libraries.put(library.group(1), found);
    return Optional.of(found);
  }

  private static void addSymbol(LibrarySymbols library, Matcher line) {
    String name = line.group(2) == null ? line.group(3) : line.group(2);
    int template = line.group(5) == null ? 0 : Integer.parseInt(line.group(5));
    boolean gone = line.group(1).startsWith("#");
    DebianVersion version = new DebianVersion(line.group(4));
    library.symbols().put(name, new LibrarySymbols.Symbol(version, template, gone));
  }

  /** Returns what the file says of {@code soname}. */
  public Optional<LibrarySymbols> library(String soname) {
    return Optional.ofNullable(libraries.get(soname));
  }
}
