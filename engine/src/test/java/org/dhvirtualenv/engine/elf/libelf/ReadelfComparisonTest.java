package org.dhvirtualenv.engine.elf.libelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhvirtualenv.engine.elf.ElfIdentity;
import org.dhvirtualenv.engine.elf.ElfObject;
import org.dhvirtualenv.engine.elf.SymbolReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every accessor says what binutils' readelf says. */
class ReadelfComparisonTest {
  private static final int MOST = 150;
  private static final Pattern DYNAMIC = Pattern.compile(".*\\((\\w+)\\).*\\[(.*)\\]");
  private static final Pattern COPY =
      Pattern.compile("[0-9a-f]+ +[0-9a-f]+ +R_\\w+_COPY +[0-9a-f]+ +([^@\\s]+)(?:@+(\\S+))?.*");
  private static final Pattern SYMBOL =
      Pattern.compile(
          "\\s*\\d+: \\S+\\s+\\S+\\s+\\w+\\s+(GLOBAL|WEAK|UNIQUE)\\s+.*\\sUND (\\S+?)(?:@+(\\S+))?(?: \\(\\d+\\))?");

  @TempDir Path directory;

  private static List<String> readelf(Path file) throws IOException {
    Process process =
        new ProcessBuilder("readelf", "-W", "-d", "-r", "--dyn-syms", "-h", file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return lines.lines().collect(Collectors.toList());
    }
  }

  private static List<String> dynamic(List<String> lines, String tag) {
    return lines.stream()
        .map(DYNAMIC::matcher)
        .filter(line -> line.matches() && line.group(1).equals(tag))
        .map(line -> line.group(2))
        .collect(Collectors.toList());
  }

  private static List<String> paths(List<String> lines, String tag) {
    return dynamic(lines, tag).stream()
        .flatMap(value -> Stream.of(value.split(":")))
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toList());
  }

  private static List<String> copied(List<String> lines) {
    return lines.stream()
        .map(COPY::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1) + "@" + (line.group(2) == null ? "Base" : line.group(2)))
        .collect(Collectors.toList());
  }

  private static void compare(Path file) throws IOException {
    List<String> lines = readelf(file);
    ElfObject object = new LibelfReader().read(file);
    assertThat(object.needed()).as("NEEDED of %s", file).isEqualTo(dynamic(lines, "NEEDED"));
    assertThat(object.soname())
        .as("SONAME of %s", file)
        .isEqualTo(dynamic(lines, "SONAME").stream().findFirst());
    assertThat(object.rpath()).as("RPATH of %s", file).isEqualTo(paths(lines, "RPATH"));
    assertThat(object.runpath()).as("RUNPATH of %s", file).isEqualTo(paths(lines, "RUNPATH"));
    List<String> expected = new ArrayList<>();
    for (String line : lines) {
      Matcher symbol = SYMBOL.matcher(line);
      if (symbol.matches()) {
        String version = symbol.group(3) == null ? "Base" : symbol.group(3);
        expected.add(symbol.group(2) + "@" + version + " " + symbol.group(1).equals("WEAK"));
      }
    }
    List<String> copied = copied(lines);
    assertThat(object.undefined())
        .as("copied symbols of %s", file)
        .extracting(SymbolReference::debianName)
        .containsAll(copied);
    assertThat(object.undefined())
        .filteredOn(symbol -> !copied.contains(symbol.debianName()))
        .as("undefined symbols of %s", file)
        .extracting(symbol -> symbol.debianName() + " " + symbol.weak())
        .isEqualTo(expected);
    assertThat(lines.stream().anyMatch(line -> line.contains("ELF" + object.abi().bits())))
        .as("class of %s", file)
        .isTrue();
    assertThat(lines.stream().anyMatch(line -> line.contains("little endian")))
        .as("byte order of %s", file)
        .isEqualTo(object.abi().littleEndian());
  }

  @Test
  void libraries_and_programs_of_this_machine_are_read_right() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String root : List.of("/usr/lib", "/usr/bin")) {
      try (Stream<Path> found =
          Files.find(Path.of(root), 2, (path, at) -> at.isRegularFile() && at.size() < 1 << 22)) {
        found
            .filter(path -> ElfIdentity.of(path).filter(ElfIdentity::loadable).isPresent())
            .sorted()
            .limit(MOST)
            .forEach(files::add);
      }
    }
    assertThat(files).hasSizeGreaterThan(50);
    for (Path file : files) {
      compare(file);
    }
  }

  @Test
  void data_of_a_library_that_a_program_copies_belongs_to_the_library() throws Exception {
    Path source =
        Files.writeString(
            directory.resolve("b.c"),
            "#include <stdio.h>\nint main(void) { return fputs(\"x\", stdout); }");
    Path program = directory.resolve("b");
    int status =
        new ProcessBuilder(
                "gcc", "-fno-pic", "-no-pie", "-o", program.toString(), source.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
    assertThat(copied(readelf(program))).hasSize(1);
    compare(program);
  }

  @Test
  void search_paths_and_names_of_an_object_made_for_it_are_read_right() throws Exception {
    Path source =
        Files.writeString(
            directory.resolve("a.c"),
            "int puts(const char *); int f(void) { return puts(\"x\"); }");
    for (String flag : List.of("--enable-new-dtags", "--disable-new-dtags")) {
      Path library = directory.resolve("lib" + flag + ".so");
      int status =
          new ProcessBuilder(
                  "gcc",
                  "-shared",
                  "-fPIC",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-Wl,-soname,libmine.so.3," + flag + ",-rpath,$ORIGIN/../x:/opt/y")
              .inheritIO()
              .start()
              .waitFor();
      assertThat(status).isZero();
      compare(library);
      ElfObject object = new LibelfReader().read(library);
      assertThat(object.soname()).contains("libmine.so.3");
      List<String> path = List.of("$ORIGIN/../x", "/opt/y");
      assertThat(flag.contains("enable") ? object.runpath() : object.rpath()).isEqualTo(path);
      assertThat(flag.contains("enable") ? object.rpath() : object.runpath()).isEmpty();
      assertThat(object.undefined())
          .filteredOn(symbol -> symbol.name().equals("puts"))
          .extracting(symbol -> symbol.version().orElseThrow().library())
          .containsExactly("libc.so.6");
    }
  }
}
