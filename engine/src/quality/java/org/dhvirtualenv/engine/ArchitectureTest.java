package org.dhvirtualenv.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the walls of the house: which room may import which, as one table. */
class ArchitectureTest {
  private static final String BASE = "org.dhvirtualenv.engine";

  /**
   * A room, the rooms that it may import, and after a bar the libraries besides java.base. A step
   * knows the step before it, whose value it takes, and no other step; cleaning objects also begins
   * with what was found instead of made. The pages, in the root package, put the rooms together;
   * only the command line knows the pages.
   */
  private static final String TABLE =
      """
      error       :                                                                      |
      model       : error                                                                |
      finding     : error                                                                |
      phase       :                                                                      |
      process     : error                                                                |
      files       : error                                                                |
      digest      : error                                                                | jna
      state       : error model                                                          | gson
      archive     : error                                                                | compress jna
      distribution: error model files                                                    |
      elf         : error                                                                | gson jna
      dpkg        : error model process relation                                         |
      python      : error model process dpkg                                             |
      script      : error                                                                |
      wheel       : error finding model files digest archive distribution script         |
      pip         : error finding phase model files digest process archive               | gson
      source      : error finding files process                                          |
      vendor      : error files digest                                                   |
      plan        : error model files vendor                                             |
      create      : error model files process state python plan                          |
      lock        : error finding model files process pip plan                           | gson
      bytecode    : error model files process                                            |
      install     : error finding phase model files process state dpkg distribution wheel bytecode pip source vendor plan lock create |
      fetch       : error finding phase model files process pip vendor plan create install |
      consistency : error finding model files process pip                                |
      objects     : error finding model files process state distribution elf plan create install |
      relocate    : error finding model files state archive script objects               |
      finish      : error model files digest process state distribution bytecode relocate |
      link        : error finding model plan install                                     |
      inventory   : error model files distribution elf                                   |
      loader      : error model files elf inventory                                      |
      knowledge   : error model files                                                    |
      relation    : error finding model distribution elf inventory knowledge loader      |
      report      : error phase model files relation                                     | gson
      smoke       : error finding model files process state dpkg distribution knowledge  | gson
      cli         : * pages                                                              | picocli
      """;

  private static final Map<String, String> LIBRARIES =
      Map.of(
          "com.sun.jna", "jna",
          "com.google.gson", "gson",
          "org.apache.commons.compress", "compress",
          "picocli", "picocli");

  /** Rooms that must not start programs, not even through another room. */
  private static final List<String> STARTS_NOTHING =
      List.of(
          "error",
          "model",
          "finding",
          "phase",
          "files",
          "state",
          "vendor",
          "digest",
          "archive",
          "distribution",
          "elf",
          "plan",
          "inventory",
          "loader",
          "relation",
          "report");

  private static final JavaClasses ENGINE =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(BASE);

  static Stream<Arguments> rooms() {
    return TABLE
        .lines()
        .map(line -> line.split("[:|]", -1))
        .map(row -> arguments(row[0].trim(), words(row[1]), words(row[2])));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.trim().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the room of a class, "pages" for the root package; empty if it is not the engine's. */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(BASE)) {
      return "pages";
    }
    return name.startsWith(BASE + ".") ? name.substring(BASE.length() + 1).split("\\.")[0] : "";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rooms")
  void a_room_imports_only_what_the_table_says(
      String room, Set<String> mayImport, Set<String> libraries) {
    Map<String, String> imported = new TreeMap<>();
    ENGINE.stream()
        .filter(type -> room(type).equals(room))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .forEach(use -> imported.put(target(use.getTargetClass()), use.getDescription()));
    imported.keySet().removeAll(Set.of("", room));
    imported.keySet().removeAll(mayImport);
    imported.keySet().removeAll(libraries);
    if (mayImport.contains("*")) {
      imported.keySet().removeIf(name -> !LIBRARIES.containsValue(name));
    }
    assertThat(imported).isEmpty();
  }

  private static String target(JavaClass type) {
    for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
      if (type.getPackageName().startsWith(library.getKey())) {
        return library.getValue();
      }
    }
    return room(type);
  }

  @Test
  void the_table_has_every_room() {
    Set<String> known = rooms().map(row -> (String) row.get()[0]).collect(Collectors.toSet());
    Set<String> real =
        ENGINE.stream()
            .map(ArchitectureTest::room)
            .filter(room -> !room.equals("pages"))
            .collect(Collectors.toSet());
    assertThat(known).isEqualTo(real);
  }

  @Test
  void rooms_have_no_cycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void libraries_of_the_machine_are_known_in_one_package_each() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            BASE + ".elf.libelf..", BASE + ".archive.isal..", BASE + ".digest..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(ENGINE);
  }

  @Test
  void only_the_command_line_reads_the_environment_and_ends_the_process() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "out")
        .check(ENGINE);
  }

  @Test
  void only_the_process_room_starts_programs() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".process..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .check(ENGINE);
    for (String room : STARTS_NOTHING) {
      noClasses()
          .that()
          .resideInAPackage(BASE + "." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + ".process..")
          .check(ENGINE);
    }
  }

  /** Whoever meets one knows which file it was about. */
  @Test
  void a_failure_of_a_file_names_the_file() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".cli..")
        .should()
        .callConstructor(UncheckedIOException.class, java.io.IOException.class)
        .check(ENGINE);
  }
}
