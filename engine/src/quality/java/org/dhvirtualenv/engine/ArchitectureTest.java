package org.dhvirtualenv.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Holds the rules that the package-info files state. */
class ArchitectureTest {
  private static final String BASE = "org.dhvirtualenv.engine";
  private static final String[] STEPS = {"plan", "source", "venv", "relocate", "depends"};

  private static final JavaClasses ENGINE =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(BASE);

  @Test
  void packages_have_no_cycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void steps_never_know_each_other() {
    for (String step : STEPS) {
      for (String other : STEPS) {
        if (!step.equals(other)) {
          none(step, BASE + "." + other + "..");
        }
      }
      none(step, BASE + ".cli..");
    }
  }

  private static void none(String from, String to) {
    noClasses()
        .that()
        .resideInAPackage(BASE + "." + from + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(to)
        .check(ENGINE);
  }

  @Test
  void libraries_are_known_in_one_package_each() {
    only("com.sun.jna..", ".elf.libelf..");
    only("org.apache.commons.compress..", ".archive..");
    only("picocli..", ".cli..");
  }

  private static void only(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(ENGINE);
  }

  @Test
  void shared_packages_know_no_step() {
    classes()
        .that()
        .resideInAnyPackage(BASE + ".model..", BASE + ".error..", BASE + ".process..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", BASE + ".model..", BASE + ".error..", BASE + ".process..")
        .check(ENGINE);
  }

  @Test
  void the_copy_of_the_source_knows_nothing_of_virtualenvs() {
    classes()
        .that()
        .resideInAPackage(BASE + ".source..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            BASE + ".source..",
            BASE + ".error..",
            BASE + ".files..",
            BASE + ".finding..",
            BASE + ".process..")
        .check(ENGINE);
  }

  @Test
  void only_the_command_line_reads_the_environment_and_ends_the_process() {
    ArchRule system =
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
            .accessField(System.class, "out");
    system.check(ENGINE);
  }

  @Test
  void only_the_process_package_starts_programs() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".process..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .check(ENGINE);
  }
}
