package org.dhvirtualenv.engine.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhvirtualenv.engine.finding.Finding;
import org.dhvirtualenv.engine.finding.Findings;
import org.dhvirtualenv.engine.finding.Severity;
import org.dhvirtualenv.engine.model.DistributionName;
import org.dhvirtualenv.engine.model.InstallPath;
import org.dhvirtualenv.engine.model.Interpreter;
import org.dhvirtualenv.engine.model.Leniency;
import org.dhvirtualenv.engine.model.Virtualenv;
import org.dhvirtualenv.engine.process.Command;
import org.dhvirtualenv.engine.process.SystemCommandRunner;
import org.dhvirtualenv.engine.python.InterpreterFinder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real interpreter and the library in Debian's pip. */
class RequirementCheckerTest {
  /** One for all tests, because the byte code of pip takes its time. */
  private static final Path TOOLS = Path.of("target/test-consistency").toAbsolutePath();

  @TempDir Path directory;

  private final SystemCommandRunner runner =
      new SystemCommandRunner(Map.of("PATH", "/usr/bin:/bin"), false, line -> {});
  private final Findings findings = new Findings();
  private Interpreter interpreter;
  private Virtualenv virtualenv;

  @BeforeEach
  void create() throws IOException {
    interpreter = new InterpreterFinder(runner, List.of()).find("python3");
    virtualenv = Virtualenv.inPlace(directory, InstallPath.of("/opt/venvs/app"), interpreter);
    Files.createDirectories(TOOLS);
    Files.createDirectories(virtualenv.sitePackages());
    system(false);
  }

  private void system(boolean visible) throws IOException {
    Files.writeString(
        directory.resolve("pyvenv.cfg"),
        "home = /usr/bin\ninclude-system-site-packages = " + visible + "\n");
  }

  private void installed(String name, String version, String... requirements) throws IOException {
    Path info = virtualenv.sitePackages().resolve(name + "-" + version + ".dist-info");
    StringBuilder metadata = new StringBuilder("Metadata-Version: 2.1\n");
    metadata.append("Name: ").append(name).append("\nVersion: ").append(version).append('\n');
    for (String requirement : requirements) {
      metadata.append("Requires-Dist: ").append(requirement).append('\n');
    }
    metadata.append("\nRequires-Dist: a word in a description\n");
    Files.writeString(Files.createDirectories(info).resolve("METADATA"), metadata);
  }

  private Leniency check(Leniency leniency) {
    return new RequirementChecker(runner, findings).check(virtualenv, TOOLS, leniency);
  }

  private List<String> unmet() {
    check(Leniency.NONE);
    return findings.sorted().stream().map(Finding::what).toList();
  }

  @Test
  void versions_and_names_are_compared_as_the_standards_say() throws IOException {
    installed("click", "8.1.7");
    installed("Zope.Interface", "6.0rc1");
    installed("local", "1.0+cpu");
    installed(
        "good",
        "1",
        "click",
        "Click (>=8,<9)",
        "click~=8.1",
        "click[x] == 8.1.*",
        "zope_interface>5.4",
        "local==1.0",
        "click @ https://example.org/click-9.whl",
        "click===8.1.7");
    assertThat(unmet()).isEmpty();
    installed(
        "proj", "1.0", "click<8", "zope-interface>=6", "click != 8.1.7 ,>=8", "other.thing>1");
    assertThat(unmet())
        .containsExactly(
            "'proj 1.0' requires 'click != 8.1.7 ,>=8', but 'click 8.1.7' is installed",
            "'proj 1.0' requires 'click<8', but 'click 8.1.7' is installed",
            "'proj 1.0' requires 'other.thing>1', which is not installed",
            "'proj 1.0' requires 'zope-interface>=6', but 'zope-interface 6.0rc1' is installed");
    assertThat(findings.sorted().get(0).hint())
        .isEqualTo("require versions that fit 'proj', or excuse it with --allow-inconsistent=proj");
  }

  @Test
  void markers_ask_for_the_interpreter_of_the_virtualenv() throws IOException {
    installed(
        "proj",
        "1.0",
        "one; python_version >= '3.8'",
        "two; python_version < '3.8'",
        "three ; sys_platform == 'win32' or os_name == 'posix'",
        "four; extra == 'more'",
        "five; python_version >= '3' and extra == \"more\"",
        "six; extra != 'more'",
        "seven; (extra == 'more' or python_version >= '3')",
        "eight (>1); python_full_version>='3.8.0' and platform_python_implementation=='CPython'");
    assertThat(unmet())
        .extracting(what -> what.replaceAll(".* requires '(\\w+).*", "$1"))
        .containsExactly("eight", "one", "seven", "six", "three");
  }

  @Test
  void what_the_system_has_counts_where_the_virtualenv_sees_it() throws IOException {
    Path other = Files.createDirectories(directory.resolve("other"));
    Files.writeString(
        Files.createDirectories(other.resolve("linked.egg-info")).resolve("PKG-INFO"),
        "Name: linked\nVersion: 2\n");
    Files.writeString(
        other.resolve("linked.egg-info/requires.txt"),
        "one\n\n[x]\ntwo\n\n[:os_name=='nt']\nthree");
    Files.writeString(
        virtualenv.sitePackages().resolve("x.pth"),
        "import sys; open('" + directory + "/ran', 'w')\n" + other + "\n");
    installed("proj", "1.0", "linked>=2", "dh-test-none", "linked<2");
    assertThat(unmet())
        .containsExactly(
            "'linked 2' requires 'one', which is not installed",
            "'proj 1.0' requires 'dh-test-none', which is not installed",
            "'proj 1.0' requires 'linked<2', but 'linked 2' is installed");
    assertThat(directory.resolve("ran")).doesNotExist();
  }

  @Test
  void packages_of_the_system_count_where_they_are_visible() throws IOException {
    List<String> found =
        runner
            .query(
                new Command(
                    List.of(
                        interpreter.executable().toString(),
                        "-I",
                        "-c",
                        "import importlib.metadata as m\n"
                            + "for d in m.distributions(): print(d.metadata['Name'], d.version)"),
                    Path.of("/"),
                    Map.of()))
            .output();
    if (found.isEmpty()) {
      return; // this machine has no package with a distribution
    }
    String[] one = found.get(0).split(" ");
    installed("proj", "1.0", one[0], one[0] + "==999");
    assertThat(unmet())
        .containsExactly(
            "'proj 1.0' requires '" + one[0] + "', which is not installed",
            "'proj 1.0' requires '" + one[0] + "==999', which is not installed");
    system(true);
    assertThat(check(new Leniency(Set.of(), true)).excused()).containsExactly("proj");
    assertThat(findings.remarks())
        .extracting(Finding::what)
        .containsExactly(
            "'proj 1.0' requires '"
                + one[0]
                + "==999', but the system has '"
                + one[0]
                + " "
                + one[1]
                + "'");
  }

  @Test
  void some_may_be_excused_and_all_be_worth_a_warning_only() throws IOException {
    installed("pro.j", "1.0", "click<8");
    installed("other", "1.0", "click<8", "no thing");
    Leniency excuse = Leniency.of(List.of(new DistributionName("Pro_J")));
    Leniency after = check(excuse.or(new Leniency(Set.of(), true)));
    assertThat(findings.sorted())
        .extracting(Finding::what)
        .containsExactly(
            "'other 1.0' requires 'click<8', which is not installed",
            "'other 1.0' requires 'no thing', which is no requirement");
    assertThat(findings.sorted()).extracting(Finding::severity).containsOnly(Severity.WARNING);
    assertThat(after).isEqualTo(new Leniency(Set.of("pro-j", "other"), true));
    assertThat(check(after)).isEqualTo(after);
    assertThat(findings.sorted()).hasSize(2);
  }

  @Test
  void what_is_no_requirement_is_worth_a_warning() throws IOException {
    installed("proj", "1.0", "no thing", "click (>1");
    assertThat(unmet()).hasSize(2);
    findings.refuseErrors();
  }
}
